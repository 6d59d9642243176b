"""The whole system on one machine: a real PostgreSQL, a real Kafka and the four services under one port."""
