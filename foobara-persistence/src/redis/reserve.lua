-- Reserves numbers beyond all that were keys, and beyond those that the unit has given itself. Numbers have more digits than
-- Lua's are exact for, so they are compared as text.
--
-- KEYS: the counter. ARGV: how many, and the largest number that the unit has given.
local current = redis.call('GET', KEYS[1]) or '0'
local given = ARGV[2]
if #given > #current or (#given == #current and given > current) then
  redis.call('SET', KEYS[1], given)
end
redis.call('INCRBY', KEYS[1], ARGV[1])
return redis.call('GET', KEYS[1])
