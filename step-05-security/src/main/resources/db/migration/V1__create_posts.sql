CREATE TABLE posts (title VARCHAR NOT NULL, details VARCHAR NOT NULL);

INSERT INTO posts (title, details) VALUES
    ('Good', 'I''m good.'),
    ('Well', 'I''m well.'),
    ('Excellent', 'I''m excellent.'),
    ('Okay', 'I''m okay.');
