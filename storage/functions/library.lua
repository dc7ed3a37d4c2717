#!lua name=otklik
-- What must happen together in Redis. One library: the other files of this folder follow below, in one chunk.
--
-- Every function can be repeated after its answer was lost: it either finds its own work done and gives the same answer,
-- or does it for the first time. Arguments are checked for sense by the caller; nothing is written before the function is
-- certain to go through, because Redis does not roll back. Time is an argument, in milliseconds. Records are opaque.

local function at(...) return 'otklik:' .. table.concat({...}, ':') end
local function call_hash(key, ...) return redis.call('HMGET', key, ...) end

-- The content of a call, so that a repeat of it is known as one.
local function digest(args) return string.sub(redis.sha1hex(table.concat(args, '\0')), 1, 20) end

local function register(name, flags, callback)
    redis.register_function{function_name = 'otklik_' .. name, callback = callback, flags = flags}
end

register('build', {'no-writes'}, function() return '{{build}}' end)
