-- What the role :worker may do in this database: rows, not tables. Run by roles.sql.
ALTER SCHEMA public OWNER TO saring_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO :"worker";

-- Tables come later, by migrations that saring_owner runs; these are given with each of them.
ALTER DEFAULT PRIVILEGES FOR ROLE saring_owner IN SCHEMA public
  GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO :"worker";
ALTER DEFAULT PRIVILEGES FOR ROLE saring_owner IN SCHEMA public
  GRANT USAGE ON SEQUENCES TO :"worker";
