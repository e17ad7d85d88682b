-- Three roles, two databases: who may do what. Run by init.sh; running it again mends.
--
-- saring_owner       owns every table and migrates (`saring db upgrade`); no process runs as it
-- saring_moderation  reads and writes rows in `saring`; api, worker and relay
-- saring_publisher   reads and writes rows in `saring_publisher`; cannot even connect to `saring`
--
-- What is append-only is taken from saring_moderation by `saring db upgrade`, where the tables are.

-- Not even a failing statement may leave a password in the server's log.
SET log_statement = 'none';
SET log_min_duration_statement = -1;
SET log_min_error_statement = 'panic';
SET password_encryption = 'scram-sha-256';

\set owner_password `cat "$SARING_SECRETS/database_owner"`
\set moderation_password `cat "$SARING_SECRETS/database_moderation"`
\set publisher_password `cat "$SARING_SECRETS/database_publisher"`

SELECT format('CREATE ROLE %I', name)
FROM unnest(ARRAY['saring_owner', 'saring_moderation', 'saring_publisher']) AS name
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name)
\gexec

ALTER ROLE saring_owner
  LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'owner_password';
ALTER ROLE saring_moderation
  LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'moderation_password';
ALTER ROLE saring_publisher
  LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'publisher_password';

-- A migration that cannot have its lock soon gives up, or every query would queue up behind it.
ALTER ROLE saring_owner SET lock_timeout = '5s';

-- A process that hangs must not hold rows or locks for ever; what it left is taken up again.
ALTER ROLE saring_moderation SET statement_timeout = '30s';
ALTER ROLE saring_moderation SET lock_timeout = '10s';
ALTER ROLE saring_moderation SET idle_in_transaction_session_timeout = '60s';
ALTER ROLE saring_publisher SET statement_timeout = '30s';
ALTER ROLE saring_publisher SET lock_timeout = '10s';
ALTER ROLE saring_publisher SET idle_in_transaction_session_timeout = '60s';

SELECT format('CREATE DATABASE %I OWNER saring_owner ENCODING ''UTF8'' TEMPLATE template0', name)
FROM unnest(ARRAY['saring', 'saring_publisher']) AS name
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = name)
\gexec

-- By default everybody may connect to every database, and make temporary tables there.
SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', datname)
FROM pg_database
WHERE datname IN ('saring', 'saring_publisher', 'postgres', 'template1')
\gexec

GRANT CONNECT ON DATABASE saring TO saring_moderation;
GRANT CONNECT ON DATABASE saring_publisher TO saring_publisher;

-- The same in each database, for the one role that works in it.
\connect saring
\set worker saring_moderation
\ir privileges.sql
\connect saring_publisher
\set worker saring_publisher
\ir privileges.sql
