-- Sessions and letters.
--   session:<digest> hash: record, until · sessions zset by end
--   letter:<name> hash: record, call · letters zset by due · letters:noted zset of every name noted, by its first due

-- digest, record, until
register('session_keep', {}, function(_, args)
    redis.call('HSET', at('session', args[1]), 'record', args[2], 'until', args[3])
    redis.call('ZADD', at('sessions'), args[3], args[1])
    return 1
end)

local function forget_session(id)
    redis.call('DEL', at('session', id))
    redis.call('ZREM', at('sessions'), id)
end

register('session_end', {}, function(_, args)
    forget_session(args[1])
    return 1
end)

-- name, call, record, due. 1 when it was not noted before, or by an earlier try of this call.
register('letter_note', {}, function(_, args)
    local name, call = args[1], args[2]
    if redis.call('ZADD', at('letters', 'noted'), 'NX', args[4], name) == 0 then
        return redis.call('HGET', at('letter', name), 'call') == call and 1 or 0
    end
    redis.call('HSET', at('letter', name), 'record', args[3], 'call', call)
    redis.call('ZADD', at('letters'), args[4], name)
    return 1
end)

-- now, count. Name and record of each, the longest due first.
register('letters_due', {'no-writes'}, function(_, args)
    local out = {}
    for _, name in ipairs(redis.call('ZRANGEBYSCORE', at('letters'), '-inf', args[1], 'LIMIT', 0, args[2])) do
        out[#out + 1] = name
        out[#out + 1] = redis.call('HGET', at('letter', name), 'record') or ''
    end
    return out
end)

-- name
register('letter_done', {}, function(_, args)
    redis.call('ZREM', at('letters'), args[1])
    redis.call('DEL', at('letter', args[1]))
    return 1
end)

-- name, record, due. A letter that is done stays done.
register('letter_later', {}, function(_, args)
    if redis.call('EXISTS', at('letter', args[1])) == 0 then return 0 end
    redis.call('HSET', at('letter', args[1]), 'record', args[2])
    redis.call('ZADD', at('letters'), args[3], args[1])
    return 1
end)
