-- name: savepoint_begin
SAVEPOINT unit;

-- name: savepoint_release
RELEASE unit;

-- name: savepoint_undo
ROLLBACK TO unit;
