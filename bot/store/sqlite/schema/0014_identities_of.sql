-- A member's chats are found without reading all of them: for each reader of a letter to many, each seat, each erased person.
CREATE INDEX identities_of ON identities (member_id);
