-- Deliveries: taken under a lease and a fence, so that one publisher at a time works on each.
--   delivery:<id> hash: record, state, fence, leased (until when; 0: free), taker, written (digest of the last save)
--   due zset by when it is to be taken; under a lease, by the end of the lease · fences counter
--   takers hash call -> delivery, as long as the lease · placed hash remote id -> delivery

local function delivery_at(id) return at('delivery', id) end

local function end_lease(id)
    local taker = redis.call('HGET', delivery_at(id), 'taker')
    if not taker then return end
    redis.call('HDEL', at('takers'), taker)
    redis.call('HDEL', delivery_at(id), 'taker')
end

-- Of each delivery: id, fence or '', due or '', state, remote id or '', record.
local function deliveries_in(args, from)
    local out = {}
    for i = from, #args, 6 do
        out[#out + 1] = {id = args[i], fence = args[i + 1], due = args[i + 2], state = args[i + 3], remote = args[i + 4],
                         record = args[i + 5]}
    end
    return out
end

-- With a fence: it must still be the last one given. Without: the delivery is new, or nobody works on it at `now`.
local function may_write(d, now)
    local h = call_hash(delivery_at(d.id), 'fence', 'leased')
    if d.fence ~= '' then return h[1] == d.fence end
    return not h[1] or tonumber(h[2]) <= tonumber(now)
end

-- Whoever writes without a fence takes a new one, so that a former holder cannot write over it.
-- In `sending` the lease goes on, at least until `due`, and the delivery stays in line for its end: whatever becomes of the
-- publisher, somebody looks what became of the call.
local function write_delivery(d)
    local key, leased, due = delivery_at(d.id), 0, d.due
    if d.state == 'sending' then
        leased = math.max(tonumber(redis.call('HGET', key, 'leased') or 0), tonumber(d.due) or 0)
        due = leased
    else
        end_lease(d.id)
    end
    local fence = d.fence ~= '' and d.fence or redis.call('INCR', at('fences'))
    redis.call('HSET', key, 'record', d.record, 'state', d.state, 'fence', fence, 'leased', leased, 'written', d.written or '')
    if due ~= '' then redis.call('ZADD', at('due'), due, d.id) else redis.call('ZREM', at('due'), d.id) end
    if d.remote ~= '' then redis.call('HSET', at('placed'), d.remote, d.id) end
end

local function leased_delivery(id)
    local h = call_hash(delivery_at(id), 'record', 'state', 'fence', 'leased')
    return {h[1], h[2], tonumber(h[3]), tonumber(h[4])}
end

local function longest_due(now)
    while true do
        local id = redis.call('ZRANGEBYSCORE', at('due'), '-inf', now, 'LIMIT', 0, 1)[1]
        if not id or redis.call('EXISTS', delivery_at(id)) == 1 then return id end
        redis.call('ZREM', at('due'), id)
    end
end

-- now, lease, call. A repeat of the call is given what it took, not the next one.
register('take', {}, function(_, args)
    local now, lease, call = tonumber(args[1]), tonumber(args[2]), args[3]
    local taken = redis.call('HGET', at('takers'), call)
    if taken then return leased_delivery(taken) end
    local id = longest_due(now)
    if not id then return false end
    local key = delivery_at(id)
    end_lease(id)
    -- It was being sent when its holder went silent: nobody can say whether it stands in the network.
    if redis.call('HGET', key, 'state') == 'sending' then redis.call('HSET', key, 'state', 'unknown') end
    redis.call('HSET', key, 'fence', redis.call('INCR', at('fences')), 'leased', now + lease, 'taker', call)
    redis.call('HSET', at('takers'), call, id)
    redis.call('ZADD', at('due'), now + lease, id)
    return leased_delivery(id)
end)

-- now, then one delivery. 1: written, now or by an earlier try of the same call; 0: its lease was lost.
register('save', {}, function(_, args)
    local made_by, d = digest(args), deliveries_in(args, 2)[1]
    if redis.call('HGET', delivery_at(d.id), 'written') == made_by then return 1 end
    if not may_write(d, args[1]) then return 0 end
    d.written = made_by
    write_delivery(d)
    return 1
end)

-- The ids. Record and state of each that exists.
register('deliveries', {'no-writes'}, function(_, args)
    local out = {}
    for _, id in ipairs(args) do
        local h = call_hash(delivery_at(id), 'record', 'state')
        if h[1] then
            out[#out + 1] = h[1]
            out[#out + 1] = h[2]
        end
    end
    return out
end)
