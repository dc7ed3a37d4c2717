-- Retention: what is older than its bound goes, a little at a time, so that nobody waits long.

local function forget_post(id)
    local parent = redis.call('HGET', at('post', id), 'parent')
    if parent and parent ~= '' then redis.call('ZREM', at('under', parent), id) end
    redis.call('DEL', at('post', id))
    redis.call('ZREM', at('kept'), id)
end

-- A letter that still waits, after so long, keeps its name: it is moved up, out of the way of those behind it.
local function forget_name_of_letter(name, now)
    if redis.call('EXISTS', at('letter', name)) == 0 then
        redis.call('ZREM', at('letters', 'noted'), name)
    else
        redis.call('ZADD', at('letters', 'noted'), now, name)
    end
end

-- now, bound for unmatched posts, bound for seen ids and names of letters, at most. Gives how many went.
register('tidy', {'allow-oom'}, function(_, args)
    local now, unmatched, long_ago, left = args[1], args[2], args[3], tonumber(args[4])
    local went = 0
    local function forget(from, bound, how)
        if left <= went then return end
        for _, id in ipairs(redis.call('ZRANGEBYSCORE', from, '-inf', bound, 'LIMIT', 0, left - went)) do
            how(id, now)
            went = went + 1
        end
    end
    forget(at('kept'), unmatched, forget_post)
    forget(at('sessions'), now, forget_session)
    forget(at('files'), now, forget_file)
    forget(at('seen'), long_ago, function(id) redis.call('ZREM', at('seen'), id) end)
    forget(at('letters', 'noted'), long_ago, forget_name_of_letter)
    return went
end)
