-- Asks for the paths in turn that are given behind `--`, and tells the sums as one line of JSON.
local paths = {}
local turn = 0

function init(args)
  for index = 1, #args do
    paths[index] = args[index]
  end
end

function request()
  if #paths == 0 then
    return wrk.format()
  end
  turn = turn % #paths + 1
  return wrk.format("GET", paths[turn])
end

function done(summary, latency, requests)
  local errors = summary.errors
  local lost = errors.connect + errors.read + errors.write + errors.timeout
  io.write(string.format(
    '\n{"seconds": %f, "requests": %d, "bytes": %d, "refused": %d, "lost": %d, "p50": %f, "p99": %f}\n',
    summary.duration / 1e6, summary.requests, summary.bytes, errors.status, lost,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
