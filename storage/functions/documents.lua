-- Documents: what people order beside answers. Changed by compare-and-set on the version, with their deliveries; found by kind,
-- the newest first. And the files that go with texts.
--   document:<kind>:<id> hash: version, record, c<version> = digest of the call that made it · …:audit list
--   documents:<kind> zset of ids by when they were made · file:<id> hash: name, type, bytes · files zset by when they may go

-- kind, id, expected version (0: a new one), record, entry, made, now; then deliveries as in outbox.lua.
-- Gives 'done', 'changed' or 'fence'.
register('document', {}, function(_, args)
    local kind, id, expected, now, made_by = args[1], args[2], tonumber(args[3]), args[7], digest(args)
    local key = at('document', kind, id)
    local version = tonumber(redis.call('HGET', key, 'version') or 0)
    if version ~= expected then
        return redis.call('HGET', key, 'c' .. expected + 1) == made_by and 'done' or 'changed'
    end
    local deliveries = deliveries_in(args, 8)
    for _, d in ipairs(deliveries) do
        if not may_write(d, now) then return 'fence' end
    end
    redis.call('HSET', key, 'version', version + 1, 'record', args[4], 'c' .. version + 1, made_by)
    redis.call('RPUSH', key .. ':audit', args[5])
    redis.call('ZADD', at('documents', kind), 'NX', args[6], id)
    for _, d in ipairs(deliveries) do write_delivery(d) end
    return 'done'
end)

-- kind, how many to pass over, limit. Version and record of each, the newest first.
register('documents', {'no-writes'}, function(_, args)
    local out = {}
    local first = tonumber(args[2])
    for _, id in ipairs(redis.call('ZREVRANGE', at('documents', args[1]), first, first + tonumber(args[3]) - 1)) do
        local h = call_hash(at('document', args[1], id), 'version', 'record')
        out[#out + 1] = tonumber(h[1])
        out[#out + 1] = h[2]
    end
    return out
end)

-- id, until, name, type, bytes. The bytes are empty when only the time is to be moved on.
register('file_keep', {}, function(_, args)
    local key = at('file', args[1])
    if args[5] ~= '' then redis.call('HSET', key, 'name', args[3], 'type', args[4], 'bytes', args[5]) end
    if redis.call('EXISTS', key) == 1 then redis.call('ZADD', at('files'), 'GT', args[2], args[1]) end
    return 1
end)

local function forget_file(id)
    redis.call('DEL', at('file', id))
    redis.call('ZREM', at('files'), id)
end
