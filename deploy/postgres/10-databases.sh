#!/bin/sh
# One database a service, with two roles: the owner migrates, the application may add to the log but not change it.
# Run once, by the official image, when the volume is new.
set -eu
for service in intake tasks reporting notify; do
  psql -v ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres \
    -v service="$service" \
    -v owner_password="$(cat "/run/secrets/${service}_owner.password")" \
    -v app_password="$(cat "/run/secrets/${service}_app.password")" <<'SQL'
SELECT format('CREATE ROLE %I LOGIN PASSWORD %L', :'service' || '_owner', :'owner_password') \gexec
SELECT format('CREATE ROLE %I LOGIN PASSWORD %L', :'service' || '_app', :'app_password') \gexec
SELECT format('CREATE DATABASE %I OWNER %I', 'chungtay_' || :'service', :'service' || '_owner') \gexec
SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', 'chungtay_' || :'service') \gexec
SELECT format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO %I', 'chungtay_' || :'service', :'service' || '_app') \gexec
SQL
done
