package agree

// This file holds the claims themselves.

import (
	"corelanes/engine/trace"
)

// set are the values of a scenario.
type set = map[string]string

// Claims are what is compared, in the order of the table.
func Claims() []Claim {
	computing := func(more set) set {
		v := set{"turns": "12000000", "naps": "0", "echoes": "1"}
		for name, x := range more {
			v[name] = x
		}
		return v
	}
	waiting := set{"produce": "50ms", "consume": "120ms", "items": "12"}
	return []Claim{
		{"switches2", "S21 gil-microscope", "GIL switches, two computing threads", "/s", 1.5, switches(2, computing(nil))},
		{"switches4", "S21 gil-microscope", "GIL switches, four computing threads", "/s", 1.5, switches(4, computing(set{"turns": "6000000"}))},
		{"interval50", "S21 gil-microscope", "GIL switches, interval 50 ms", "/s", 1.5, switches(2, computing(set{"interval": "50ms", "turns": "48000000"}))},
		{"interval1", "S21 gil-microscope", "GIL switches, interval 1 ms", "/s", 1.8, switches(2, computing(set{"interval": "1ms"}))},
		{"work2", "S21 gil-microscope", "two computing threads instead of one: work per second", "×", 1.3, faster("gil-microscope", "threads", 1, "threads", 2, computing(nil), 2)},
		{"downloads5", "S06 downloads", "40 downloads of 20 ms by 5 threads: time", "s", 1.35, wall("downloads", "thread-pool", 5, set{"count": "40"})},
		{"downloads20", "S06 downloads", "20 threads instead of 5: how much faster", "×", 1.6, faster("downloads", "thread-pool", 5, "thread-pool", 20, set{"count": "60", "latency": "50ms"}, 1)},
		{"processes2", "S18 squares", "two processes instead of two threads: how much faster", "×", 1.5, faster("squares", "thread-pool", 2, "process-pool", 2, set{"numbers": "8", "upto": "2000000"}, 1)},
		{"threads2", "S18 squares", "two threads instead of one: how much faster", "×", 1.3, faster("squares", "thread-pool", 1, "thread-pool", 2, set{"numbers": "6", "upto": "1000000"}, 1)},
		{"ladder", "S20 factorial-ladder", "ten processes for ten tiny factorials: how many times slower than threads", "×", 0, slower("factorial-ladder", "thread-pool", "process-pool", 10, nil)},
		{"lockfile", "S27 lock-file", "five writers take turns: time", "s", 1.25, wall("lock-file", "threads", 5, set{"hold": "40ms"})},
		{"lockfilewait", "S27 lock-file", "time spent waiting for the lock, in turns of 40 ms", "turns", 1.25, waits("lock-file", "threads", 5, set{"hold": "40ms"}, trace.ObjLock, 0.04)},
		{"lockfilewho", "S27 lock-file", "who had to wait for the lock", "writers", 1.01, contended("lock-file", "threads", 5, set{"hold": "40ms"}, trace.ObjLock)},
		{"condition", "S31 condition", "two producers, two consumers: time", "s", 1.3, wall("condition", "threads", 4, waiting)},
		{"barrier", "S32 barrier", "three phases with a straggler: time", "s", 1.25, wall("barrier", "threads", 4, set{"step": "30ms"})},
		{"barrierwait", "S32 barrier", "time spent waiting at the barrier, in steps of 30 ms", "steps", 1.3, waits("barrier", "threads", 4, set{"step": "30ms"}, trace.ObjBarrier, 0.03)},
		{"consumer", "S34 producer-consumer", "the consumer sets the pace: time", "s", 1.25, wall("producer-consumer", "threads", 2, set{"produce": "20ms", "consume": "60ms"})},
		{"consumers2", "S34 producer-consumer", "twice as many consumers: how much faster", "×", 1.4, faster("producer-consumer", "threads", 2, "threads", 3, set{"items": "10", "produce": "20ms", "consume": "60ms"}, 1)},
		{"pool2", "S38 pool-four-tasks", "a pool of two, tasks of 4, 2, 3, 1: time", "s", 1.25, wall("pool-four-tasks", "thread-pool", 2, set{"second": "60ms"})},
		{"longest", "S38 pool-four-tasks", "the longest first instead: how much faster", "×", 1.25, instead("pool-four-tasks", "thread-pool", 2, set{"second": "60ms"}, "order", "given", "longest", life)},
		{"sleeps", "S01 threads-start-join", "five threads wait 200 ms: time", "s", 1.25, wall("threads-start-join", "threads", 5, set{"body": "wait"})},
		{"factorials", "S03 factorials", "three threads with 4, 5 and 6 pauses of 40 ms: time", "s", 1.3, wall("factorials", "threads", 3, set{"pause": "40ms"})},
		{"poolsleep", "S09 pool-sleep", "eight sleeps of 100 ms in a pool of four: time", "s", 1.25, wall("pool-sleep", "thread-pool", 4, set{"tasks": "8", "sleep": "100ms"})},
		{"hello", "S10 say-hello", "three tasks greet and wait 300 ms together: time", "s", 1.25, wall("say-hello", "asyncio", 1, set{"wait": "300ms"})},
		{"helloone", "S10 say-hello", "three tasks awaited one after another: time", "s", 1.25, wall("say-hello", "asyncio", 1, set{"wait": "100ms", "how": "await"})},
		{"longshort", "S11 long-short-sleep", "one long sleep of 500 ms beside ten short ones: time", "s", 1.25, wall("long-short-sleep", "threads", 2, set{"long": "500ms"})},
		{"anatomy", "S16 task-anatomy", "a task waits, is timed out, is cancelled: time", "s", 1.25, wall("task-anatomy", "asyncio", 1, set{"step": "80ms"})},
		{"rlock", "S28 rlock", "three threads, a lock taken three deep: time", "s", 1.25, wall("rlock", "threads", 3, set{"hold": "60ms"})},
		{"semaphore", "S29 semaphore", "ten visitors, three places, 100 ms each: time", "s", 1.25, wall("semaphore", "threads", 10, set{"stay": "100ms"})},
		{"child", "S02 child-process", "one child that sleeps 500 ms, joined: time", "s", 1.35, wall("child-process", "processes", 1, set{"sleep": "500ms"})},
		{"states", "S04 process-states", "a process for each state, looked at in steps of 100 ms: time", "s", 1.35, wall("process-states", "processes", 5, set{"pace": "100ms"})},
		{"carried", "S05 spawn-cost", "four processes for 20 MB of data instead of four threads: how many times slower", "×", 0, slower("spawn-cost", "threads", "processes", 4, set{"data": "20"})},
		{"files", "S07 files-to-disk", "five threads instead of one for 30 files of 20 ms: how much faster", "×", 1.35, faster("files-to-disk", "threads", 1, "threads", 5, set{"files": "30"}, 1)},
		{"calls", "S08 api-calls", "four threads instead of one for 80 calls of 10 ms: how much faster", "×", 1.5, faster("api-calls", "threads", 1, "threads", 4, set{"calls": "80", "latency": "10ms"}, 1)},
		{"freeze", "S12 blocked-loop", "a task sleeps 400 ms without await: how long the loop stands, in units of 400 ms", "", 1.25, stands(set{"blocking": "sleep", "busy": "400ms", "tickers": "5"}, 0.4)},
		{"selector", "S13 selector", "ten sockets by a selector, the slowest after 1 s: time", "s", 1.25, asked("selector", "threads", 1, set{"slowest": "1s"})},
		{"turns", "S14 client-server", "a server of its own for each of eight clients, instead of one in turn: how much faster", "×", 1.5, instead("client-server", "threads", 8, set{"think": "50ms"}, "serve", "in-turn", "own-worker", life)},
		{"units", "S15 unit-cost", "to start a process, or a thread: how many times slower", "×", 0, slower("unit-cost", "threads", "processes", 1, set{"units": "20", "waits": "0"})},
		{"echo", "S17 other-loops", "five clients of one loop, a call of 300 ms awaited beside them: time", "s", 1.35, wall("other-loops", "asyncio", 1, set{"clients": "5", "requests": "5", "call": "await"})},
		{"telemetry2", "S19 telemetry", "two processes instead of two threads: how much faster", "×", 0, faster("telemetry", "threads", 2, "processes", 2, set{"records": "24000"}, 1)},
		{"nativehash", "S22 gil-released", "hashing by two threads instead of one: work per second", "×", 1.4, faster("gil-released", "threads", 1, "threads", 2, set{"what": "hash"}, 2)},
		{"bytecode", "S22 gil-released", "Python text by two threads instead of one: work per second", "×", 1.3, faster("gil-released", "threads", 1, "threads", 2, set{"what": "bytecode"}, 2)},
		{"gil2", "S23 no-gil", "the same work by two threads instead of one: how much faster", "×", 1.35, faster("no-gil", "threads", 1, "threads", 2, set{"turns": "4000000"}, 1)},
		{"pi2", "S24 pi-digits", "2,000 digits by two processes instead of two threads: how much faster", "×", 0, faster("pi-digits", "threads", 2, "processes", 2, set{"runs": "8"}, 1)},
		{"result", "S25 child-result", "one result of 4 MB from a child: what came back", "", 1.01, same("child-result", "processes", 1, set{"bytes": "4194304"})},
		{"unlocked", "S26 race", "two threads, a pause between load and store: 1 all updates there, 2 some lost", "", 1.01, lost(set{"increments": "20000", "pause": "true"})},
		{"locked", "S26 race", "the same with a lock: 1 all updates there, 2 some lost", "", 1.01, lost(set{"increments": "20000", "pause": "true", "lock": "true"})},
		{"philosophers", "S33 deadlock", "three philosophers, locks in one order, 100 ms each: time", "s", 1.3, wall("deadlock", "threads", 3, set{"cure": "order"})},
		{"sessions", "S35 session-per-worker", "a session for each of five threads: what came back", "", 1.01, same("session-per-worker", "threads", 5, set{"session": "own"})},
		{"pipes", "S36 pipes", "eight messages, received slowly, every 100 ms: time", "s", 1.4, wall("pipes", "processes", 2, set{"receive": "100ms"})},
		{"manager", "S37 sharing", "1 MB by way of a Manager instead of shared memory: how many times slower", "×", 0, instead("sharing", "processes", 1, set{"trips": "20"}, "means", "manager", "shared", since)},
		{"survivors", "S39 crash", "one of four processes is killed: how many survive", "", 1.01, survived()},
		{"hybrid2", "S40 hybrid", "30 downloads and computing by two processes instead of two threads: how much faster", "×", 0, faster("hybrid", "threads", 2, "processes", 2, set{"count": "30"}, 1)},
		{"mixed", "S41 cpu-io-slider", "four threads instead of one, all waiting: how much faster", "×", 1.35, faster("cpu-io-slider", "threads", 1, "threads", 4, set{"waiting": "100", "tasks": "16"}, 1)},
		{"computing", "S41 cpu-io-slider", "four threads instead of one, all computing: how much faster", "×", 1.35, faster("cpu-io-slider", "threads", 1, "threads", 4, set{"waiting": "0", "tasks": "16"}, 1)},
		{"event", "S30 event", "eight wait for one event: time", "s", 1.3, wall("event", "threads", 8, set{"ready": "200ms", "run": "150ms"})},
	}
}
