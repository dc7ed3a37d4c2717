-- Incidents: made of an accepted post, changed by compare-and-set on the version.
--   incident:<n> hash: version, state, executor, record, and c<version> = digest of the call that made that version
--   incident:<n>:audit list · ids counter · in:<state>, in:<state>:<executor> zset of ids · events stream, capped

local EVENTS_KEPT = 10000

local function incident_at(id) return at('incident', id) end

local function places(state, executor)
    if executor == '' then return {at('in', state)} end
    return {at('in', state), at('in', state, executor)}
end

local function write_incident(id, version, state, executor, record, entry, made_by)
    local key = incident_at(id)
    local was = call_hash(key, 'state', 'executor')
    if was[1] then
        for _, place in ipairs(places(was[1], was[2])) do redis.call('ZREM', place, id) end
    end
    for _, place in ipairs(places(state, executor)) do redis.call('ZADD', place, id, id) end
    redis.call('HSET', key, 'version', version, 'state', state, 'executor', executor, 'record', record, 'c' .. version, made_by)
    redis.call('RPUSH', key .. ':audit', entry)
    redis.call('XADD', at('events'), 'MAXLEN', '~', EVENTS_KEPT, '*', 'i', id, 'v', version, 's', state)
end

local function belongs_to(post, id)
    redis.call('HSETNX', at('of'), post, id)
    redis.call('ZREM', at('kept'), post)
end

-- ticket, post, parent, written, post's record, now, state, executor, record, entry. Gives the incident, and whether it was
-- made by this very call.
register('accept', {}, function(_, args)
    local ticket, post, made_by = args[1], args[2], digest(args)
    local id = redis.call('HGET', at('of'), post)
    local made = id and redis.call('HGET', incident_at(id), 'c1') == made_by
    if not id then
        made = true
        if not post_kept(post) then keep_post(post, args[3], args[4], args[5], args[6]) end
        id = redis.call('INCR', at('ids'))
        write_incident(id, 1, args[7], args[8], args[9], args[10], made_by)
        belongs_to(post, id)
    end
    if ticket ~= '' then out_of_line(ticket) end
    return {tonumber(id), made and 1 or 0}
end)

-- id, expected version, state, executor, record, entry, now, number of posts, the posts; then deliveries as in outbox.lua.
-- Gives 'done', 'changed' or 'fence'.
register('change', {}, function(_, args)
    local id, expected, now, made_by = args[1], tonumber(args[2]), args[7], digest(args)
    local version = tonumber(redis.call('HGET', incident_at(id), 'version') or 0)
    if version ~= expected then
        local mine = redis.call('HGET', incident_at(id), 'c' .. expected + 1) == made_by
        return mine and 'done' or 'changed'
    end
    local posts_end = 8 + tonumber(args[8])
    local deliveries = deliveries_in(args, posts_end + 1)
    for _, d in ipairs(deliveries) do
        if not may_write(d, now) then return 'fence' end
    end
    write_incident(id, version + 1, args[3], args[4], args[5], args[6], made_by)
    for i = 9, posts_end do belongs_to(args[i], id) end
    for _, d in ipairs(deliveries) do write_delivery(d) end
    return 'done'
end)

-- limit, executor, the states. Newest first: id, version, record of each.
register('incidents', {'no-writes'}, function(_, args)
    local limit, executor, ids, out = tonumber(args[1]), args[2], {}, {}
    for i = 3, #args do
        local all = places(args[i], executor)
        for _, id in ipairs(redis.call('ZREVRANGE', all[#all], 0, limit - 1)) do ids[#ids + 1] = tonumber(id) end
    end
    table.sort(ids, function(a, b) return a > b end)
    for i = 1, math.min(limit, #ids) do
        local h = call_hash(incident_at(ids[i]), 'version', 'record')
        out[#out + 1] = ids[i]
        out[#out + 1] = tonumber(h[1])
        out[#out + 1] = h[2]
    end
    return out
end)

-- executor, the states. How many in each.
register('counts', {'no-writes'}, function(_, args)
    local out = {}
    for i = 2, #args do
        local all = places(args[i], args[1])
        out[#out + 1] = redis.call('ZCARD', all[#all])
    end
    return out
end)
