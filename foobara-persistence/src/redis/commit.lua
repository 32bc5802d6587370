-- Commits a unit, wholly or not at all: everything is looked at before anything is written, and the first command that
-- writes is one that a server without memory refuses.
--
-- KEYS[1] is the clock of commits; the other keys and all arguments are taken in turn.
local last_key, last_argument = 1, 0

local function key()
  last_key = last_key + 1
  return KEYS[last_key]
end

local function take()
  last_argument = last_argument + 1
  return ARGV[last_argument]
end

local function count()
  return tonumber(take())
end

-- What the unit has read must be as it was.
for _ = 1, count() do
  local kind = take()
  local expected = take()
  local refusal = take()
  local found
  if kind == 'record' then
    found = redis.call('HGET', key(), '@')
  else
    found = redis.call('GET', key())
  end
  if (found or '') ~= expected then
    return refusal
  end
end

-- Without changes there is no more to do.
if last_argument == #ARGV then
  return 'done'
end

-- Values that are unique must be free, or be given up by this unit.
local given_up = {}
for _ = 1, count() do
  given_up[key()] = true
end
local claims = {}
for place = 1, count() do
  local claim = { key = key() }
  claim.owner = take()
  claim.lifetime = take()
  claim.refusal = take()
  if not given_up[claim.key] and redis.call('EXISTS', claim.key) == 1 then
    return claim.refusal
  end
  claims[place] = claim
end

local stamp = string.format('%.0f', redis.call('INCR', KEYS[1]))
for value in pairs(given_up) do
  redis.call('DEL', value)
end
for _, claim in ipairs(claims) do
  if claim.lifetime == '' then
    redis.call('SET', claim.key, claim.owner)
  else
    redis.call('SET', claim.key, claim.owner, 'PX', claim.lifetime)
  end
end

-- Numbers have more digits than Lua's are exact for, so they are compared as text.
local function raise(counter, number)
  local current = redis.call('GET', counter) or '0'
  if #number > #current or (#number == #current and number > current) then
    redis.call('SET', counter, number)
  end
end

local function now()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

-- Records that have expired are still in the index of their entity; some are taken out whenever others are written.
local function forget_expired(index, expiring)
  local gone = redis.call('ZRANGEBYSCORE', expiring, '-inf', now(), 'LIMIT', 0, 100)
  for _, member in ipairs(gone) do
    redis.call('ZREM', index, member)
    redis.call('ZREM', expiring, member)
  end
end

local function put(index, expiring, lifetime, record, member, score, fields)
  redis.call('DEL', record)
  redis.call('HSET', record, '@', stamp, unpack(fields))
  redis.call('ZADD', index, score, member)
  if lifetime ~= '' then
    redis.call('PEXPIRE', record, lifetime)
    redis.call('ZADD', expiring, now() + lifetime, member)
  end
end

local function delete(index, expiring, record, member)
  redis.call('DEL', record)
  redis.call('ZREM', index, member)
  redis.call('ZREM', expiring, member)
end

for _ = 1, count() do
  local index = key()
  local changed = key()
  local counter = key()
  local expiring = key()
  local lifetime = take()
  redis.call('SET', changed, stamp)
  raise(counter, take())
  if lifetime ~= '' then
    forget_expired(index, expiring)
  end
  for _ = 1, count() do
    local record = key()
    local member = take()
    local score = take()
    local fields = {}
    for place = 1, count() do
      fields[place] = take()
    end
    if #fields == 0 then
      delete(index, expiring, record, member)
    else
      put(index, expiring, lifetime, record, member, score, fields)
    end
  end
end
return 'done'
