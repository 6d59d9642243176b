"""The mechanism every Chung Tay service stands on: log, road, commands, time. No word of the domain."""
