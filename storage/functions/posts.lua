-- Posts: seen once, kept, put in line, decided on.
--   post:<id> hash · under:<parent> zset by time written · seen zset by time last seen · line stream, group intake
--   cursors, pages hash by source · of hash post -> incident · kept zset by time found: decided on and not ours

local LINE, GROUP = 'otklik:line', 'intake'  -- at() cannot be called while the library loads
local DAY = 86400000

local function ensure_line()
    if redis.call('EXISTS', LINE) == 0 then redis.call('XGROUP', 'CREATE', LINE, GROUP, '0', 'MKSTREAM') end
end

local function keep_post(id, parent, written, record, now)
    redis.call('HSET', at('post', id), 'record', record, 'parent', parent)
    redis.call('ZADD', at('seen'), now, id)
    if parent ~= '' then redis.call('ZADD', at('under', parent), written, id) end
end

local function post_kept(id) return redis.call('EXISTS', at('post', id)) == 1 end

-- An id that networks go on showing must not grow old: its age counts from when it was last seen, to a day.
local function seen(id, now)
    local last = redis.call('ZSCORE', at('seen'), id)
    if last and tonumber(now) - tonumber(last) > DAY then redis.call('ZADD', at('seen'), now, id) end
    return last or post_kept(id)
end

local function out_of_line(ticket)
    redis.call('XACK', LINE, GROUP, ticket)
    redis.call('XDEL', LINE, ticket)
end

-- source, call, cursor, now, bound; then per post: id, parent, written, record. What was written before the bound is kept and
-- not put in line. Gives the number of new ones.
register('ingest', {}, function(_, args)
    local source, call, cursor, now, bound = args[1], args[2], args[3], args[4], tonumber(args[5])
    local before = redis.call('HGET', at('pages'), source)
    if before then
        local made_by, count = string.match(before, '^(%S+) (%d+)$')
        if made_by == call then return tonumber(count) end
    end
    ensure_line()
    local fresh = 0
    for i = 6, #args, 4 do
        local id = args[i]
        if not seen(id, now) then
            fresh = fresh + 1
            keep_post(id, args[i + 1], args[i + 2], args[i + 3], now)
            local written = tonumber(args[i + 2])
            if written > 0 and written < bound then
                redis.call('ZADD', at('kept'), now, id)
            else
                redis.call('XADD', LINE, '*', 'id', id)
            end
        end
    end
    redis.call('HSET', at('cursors'), source, cursor)
    redis.call('HSET', at('pages'), source, call .. ' ' .. fresh)
    return fresh
end)

-- parent, limit. The post itself, then the latest kept ones under it, oldest first.
register('thread', {'no-writes'}, function(_, args)
    local parent, limit, out = args[1], tonumber(args[2]), {}
    local first = redis.call('HGET', at('post', parent), 'record')
    if first and limit > 0 then out[1] = first end
    local under = redis.call('ZREVRANGE', at('under', parent), 0, -1)
    local last = math.min(#under, limit - #out)
    for i = last, 1, -1 do
        local record = redis.call('HGET', at('post', under[i]), 'record')
        if record then out[#out + 1] = record end
    end
    return out
end)

local function entries_of(answer) return answer and answer[1] and answer[1][2] or {} end

-- Adds ticket and record of each entry; an entry whose post was erased meanwhile leaves the line.
local function add_waiting(out, entries)
    for _, entry in ipairs(entries) do
        local id = entry[2] and entry[2][2]
        local record = id and redis.call('HGET', at('post', id), 'record')
        if record then
            out[#out + 1] = entry[1]
            out[#out + 1] = record
        else
            out_of_line(entry[1])
        end
    end
end

-- consumer, count, idle. How long a consumer has been silent is real time, and Redis' own: a clock that a test moves by
-- months would otherwise take posts from the living. To be wrong here costs a second look; a post is accepted once.
register('line', {}, function(_, args)
    local consumer, count, idle, out = args[1], args[2], args[3], {}
    ensure_line()
    redis.call('XAUTOCLAIM', LINE, GROUP, consumer, idle, '0-0', 'COUNT', count, 'JUSTID')
    for _, from in ipairs({'0', '>'}) do
        if #out == 0 then
            add_waiting(out, entries_of(redis.call('XREADGROUP', 'GROUP', GROUP, consumer, 'COUNT', count, 'STREAMS', LINE, from)))
        end
    end
    return out
end)

-- position (score and id of the last one seen, or ''), count. Posts decided on and not ours, the latest found first: when found, id,
-- record of each.
register('kept', {'no-writes'}, function(_, args)
    local after, count, out = args[1], tonumber(args[2]), {}
    local score, last = string.match(after, '^(%d+) (.*)$')
    local skip = 0
    if score then  -- those of the same moment come in the reverse order of their ids
        local rank = redis.call('ZREVRANK', at('kept'), last)
        skip = rank and rank + 1 or redis.call('ZCOUNT', at('kept'), '(' .. score, '+inf')
    end
    local found = redis.call('ZREVRANGE', at('kept'), skip, skip + count - 1, 'WITHSCORES')
    for i = 1, #found, 2 do
        local record = redis.call('HGET', at('post', found[i]), 'record')
        if record then
            out[#out + 1] = string.format('%d', tonumber(found[i + 1]))
            out[#out + 1] = found[i]
            out[#out + 1] = record
        end
    end
    return out
end)

-- ticket
register('pass_over', {}, function(_, args)
    local ticket = args[1]
    local entry = redis.call('XRANGE', LINE, ticket, ticket)[1]
    if not entry then return 0 end
    local id = entry[2][2]
    if redis.call('HEXISTS', at('of'), id) == 0 then
        redis.call('ZADD', at('kept'), 'NX', redis.call('ZSCORE', at('seen'), id) or 0, id)
    end
    out_of_line(ticket)
    return 1
end)
