-- How often an account may call its network, in all replicas together; and how often it did.
--   limit:<account>:<window> list of the turns given, ascending, at most as many as the window allows
--   shut:<account> hash token/ or token/method -> until when the network wants to be left alone
--   requests:<day> hash account, method, outcome -> how many · requests zset of days

local REQUEST_DAYS = 30

-- account, token, method, now, longest wait, number of shuts, then name and until of each, then name, calls, length of each
-- window. Gives 1 and how long to wait for the turn that was taken, or 0 and how long everything stays shut. A turn is taken
-- before the wait, so that whoever asks later comes later. A repeat of the call takes a second turn, which costs a wait.
register('turn', {}, function(_, args)
    local account, token, method, now, longest = args[1], args[2], args[3], tonumber(args[4]), tonumber(args[5])
    local shut, windows = at('shut', account), {}
    local first_window = 7 + 2 * tonumber(args[6])
    for i = 7, first_window - 1, 2 do
        local before = tonumber(redis.call('HGET', shut, args[i]) or 0)
        if tonumber(args[i + 1]) > before then redis.call('HSET', shut, args[i], args[i + 1]) end
    end
    local turn = now
    for _, name in ipairs({token .. '/', token .. '/' .. method}) do
        local till = tonumber(redis.call('HGET', shut, name) or 0)
        if till <= now then redis.call('HDEL', shut, name) else turn = math.max(turn, till) end
    end
    for i = first_window, #args, 3 do
        local w = {key = at('limit', account, args[i]), calls = tonumber(args[i + 1]), length = tonumber(args[i + 2])}
        windows[#windows + 1] = w
        turn = math.max(turn, tonumber(redis.call('LINDEX', w.key, -1) or 0))
        if redis.call('LLEN', w.key) >= w.calls then
            turn = math.max(turn, tonumber(redis.call('LINDEX', w.key, -w.calls)) + w.length)
        end
    end
    if turn - now > longest then return {0, turn - now} end
    for _, w in ipairs(windows) do
        redis.call('RPUSH', w.key, string.format('%d', turn))
        redis.call('LTRIM', w.key, -w.calls, -1)
    end
    return {1, turn - now}
end)

-- day, its number since 1970, then name and how many of each
register('requests_add', {}, function(_, args)
    local days = at('requests')
    redis.call('ZADD', days, args[2], args[1])
    for i = 3, #args, 2 do redis.call('HINCRBY', at('requests', args[1]), args[i], args[i + 1]) end
    for _, day in ipairs(redis.call('ZRANGEBYSCORE', days, '-inf', tonumber(args[2]) - REQUEST_DAYS)) do
        redis.call('DEL', at('requests', day))
        redis.call('ZREM', days, day)
    end
    return 1
end)
