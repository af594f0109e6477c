CREATE TABLE IF NOT EXISTS JettySessions (
    sessionId VARCHAR(120),
    contextPath VARCHAR(60),
    virtualHost VARCHAR(60),
    lastNode VARCHAR(60),
    accessTime BIGINT,
    lastAccessTime BIGINT,
    createTime BIGINT,
    cookieTime BIGINT,
    lastSavedTime BIGINT,
    expiryTime BIGINT,
    maxInterval BIGINT,
    map BYTEA,
    PRIMARY KEY (sessionId, contextPath, virtualHost)
);

CREATE INDEX IF NOT EXISTS JettySessionsExpiry ON JettySessions (expiryTime);
