-- Which silos there are. Orleans reads the texts of its statements from the table OrleansQuery and runs them with named
-- parameters; tables, columns it reads back and the keys are its contract (Orleans 10, ADO.NET clustering), the rest is ours.
-- Every change of membership moves the version that its writer read, so of two silos that change it at once one tries again.
CREATE TABLE OrleansQuery (
    QueryKey  text PRIMARY KEY,
    QueryText text NOT NULL
);

CREATE TABLE membership_version (
    deployment text        PRIMARY KEY,
    version    integer     NOT NULL DEFAULT 0,
    changed_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE membership (
    deployment    text        NOT NULL REFERENCES membership_version (deployment),
    address       text        NOT NULL,
    port          integer     NOT NULL,
    generation    integer     NOT NULL,
    silo_name     text        NOT NULL,
    host_name     text        NOT NULL,
    status        integer     NOT NULL, -- as Orleans numbers them: 3 active, 6 dead
    proxy_port    integer     NOT NULL, -- 0: takes no clients
    suspect_times text,
    start_time    timestamptz NOT NULL,
    alive_at      timestamptz NOT NULL,
    PRIMARY KEY (deployment, address, port, generation)
);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('InsertMembershipVersionKey', '
    WITH added AS (
        INSERT INTO membership_version (deployment) VALUES (@DeploymentId) ON CONFLICT (deployment) DO NOTHING RETURNING deployment)
    SELECT EXISTS (SELECT FROM added)'),
('InsertMembershipKey', '
    WITH moved AS (
        UPDATE membership_version SET version = version + 1, changed_at = now()
        WHERE deployment = @DeploymentId AND version = @Version AND NOT EXISTS (
            SELECT FROM membership WHERE deployment = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
        RETURNING deployment),
    added AS (
        INSERT INTO membership (deployment, address, port, generation, silo_name, host_name, status, proxy_port, start_time, alive_at)
        SELECT deployment, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM moved
        RETURNING deployment)
    SELECT EXISTS (SELECT FROM added)'),
('UpdateMembershipKey', '
    WITH moved AS (
        UPDATE membership_version SET version = version + 1, changed_at = now()
        WHERE deployment = @DeploymentId AND version = @Version AND EXISTS (
            SELECT FROM membership WHERE deployment = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
        RETURNING deployment),
    changed AS (
        UPDATE membership m SET status = @Status, suspect_times = @SuspectTimes, alive_at = @IAmAliveTime FROM moved
        WHERE m.deployment = moved.deployment AND address = @Address AND port = @Port AND generation = @Generation
        RETURNING m.deployment)
    SELECT EXISTS (SELECT FROM changed)'),
('UpdateIAmAlivetimeKey', '
    UPDATE membership SET alive_at = @IAmAliveTime
    WHERE deployment = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation'),
('MembershipReadRowKey', '
    SELECT v.version AS Version, m.address AS Address, m.port AS Port, m.generation AS Generation, m.silo_name AS SiloName,
        m.host_name AS HostName, m.status AS Status, m.proxy_port AS ProxyPort, m.suspect_times AS SuspectTimes,
        m.start_time AS StartTime, m.alive_at AS IAmAliveTime
    FROM membership_version v LEFT JOIN membership m
        ON m.deployment = v.deployment AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
    WHERE v.deployment = @DeploymentId'),
('MembershipReadAllKey', '
    SELECT v.version AS Version, m.address AS Address, m.port AS Port, m.generation AS Generation, m.silo_name AS SiloName,
        m.host_name AS HostName, m.status AS Status, m.proxy_port AS ProxyPort, m.suspect_times AS SuspectTimes,
        m.start_time AS StartTime, m.alive_at AS IAmAliveTime
    FROM membership_version v LEFT JOIN membership m ON m.deployment = v.deployment
    WHERE v.deployment = @DeploymentId'),
('GatewaysQueryKey', '
    SELECT address AS Address, proxy_port AS ProxyPort, generation AS Generation FROM membership
    WHERE deployment = @DeploymentId AND status = @Status AND proxy_port > 0'),
('DeleteMembershipTableEntriesKey', '
    WITH gone AS (DELETE FROM membership WHERE deployment = @DeploymentId)
    DELETE FROM membership_version WHERE deployment = @DeploymentId'),
('CleanupDefunctSiloEntriesKey', '
    DELETE FROM membership WHERE deployment = @DeploymentId AND alive_at < @IAmAliveTime AND status = 6');
