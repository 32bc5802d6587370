-- Answers a page of the records of an entity, and what says whether the entity was changed since another page.
--
-- KEYS: the index of the entity, and its stamp. ARGV: what the keys of records begin with, and the first and the last place.
local members = redis.call('ZRANGE', KEYS[1], ARGV[2], ARGV[3])
local records = {}
for place, member in ipairs(members) do
  records[place] = redis.call('HGETALL', ARGV[1] .. member)
end
return { redis.call('GET', KEYS[2]) or '', members, records }
