package agree

// This file holds the claims themselves.

import (
	"corelanes/engine"
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
		{"interval50", "S21 gil-microscope", "GIL switches, interval 50 ms", "/s", 1.5, switches(2, computing(set{"interval": "50ms"}))},
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
		{"longest", "S38 pool-four-tasks", "the longest first instead: how much faster", "×", 1.25, ordered()},
		{"sleeps", "S01 threads-start-join", "five threads wait 200 ms: time", "s", 1.25, wall("threads-start-join", "threads", 5, set{"body": "wait"})},
		{"factorials", "S03 factorials", "three threads with 4, 5 and 6 pauses of 40 ms: time", "s", 1.3, wall("factorials", "threads", 3, set{"pause": "40ms"})},
		{"poolsleep", "S09 pool-sleep", "eight sleeps of 100 ms in a pool of four: time", "s", 1.25, wall("pool-sleep", "thread-pool", 4, set{"tasks": "8", "sleep": "100ms"})},
		{"hello", "S10 say-hello", "three tasks greet and wait 300 ms together: time", "s", 1.25, wall("say-hello", "asyncio", 1, set{"wait": "300ms"})},
		{"helloone", "S10 say-hello", "three tasks awaited one after another: time", "s", 1.25, wall("say-hello", "asyncio", 1, set{"wait": "100ms", "how": "await"})},
		{"longshort", "S11 long-short-sleep", "one long sleep of 500 ms beside ten short ones: time", "s", 1.25, wall("long-short-sleep", "threads", 2, set{"long": "500ms"})},
		{"anatomy", "S16 task-anatomy", "a task waits, is timed out, is cancelled: time", "s", 1.25, wall("task-anatomy", "asyncio", 1, set{"step": "80ms"})},
		{"rlock", "S28 rlock", "three threads, a lock taken three deep: time", "s", 1.25, wall("rlock", "threads", 3, set{"hold": "60ms"})},
		{"semaphore", "S29 semaphore", "ten visitors, three places, 100 ms each: time", "s", 1.25, wall("semaphore", "threads", 10, set{"stay": "100ms"})},
		{"event", "S30 event", "eight wait for one event: time", "s", 1.3, wall("event", "threads", 8, set{"ready": "200ms", "run": "150ms"})},
	}
}

// wall is a run's time; its results have to be those of the engine.
func wall(scenario, model string, workers int, v set) func(side) (float64, error) {
	return func(s side) (float64, error) {
		return s.median(func() (float64, error) {
			e, err := s.run(scenario, model, workers, v)
			if err != nil {
				return 0, err
			}
			if s.real {
				own := s
				own.real = false
				if o, err := own.run(scenario, model, workers, v); err == nil {
					if err := SameResult(o.Result, e.Result); err != nil {
						return 0, err
					}
				}
			}
			return life(e), nil
		})
	}
}

// life is the time from the first worker's start to the last one's end. An
// interpreter's own way up is no part of it.
func life(e ended) float64 {
	v := e.Recording().Cut()
	first, last := trace.Forever, trace.Time(0)
	for i := range v.Lanes() {
		l := &v.Lanes()[i]
		switch l.Info.Kind {
		case trace.LaneThread, trace.LaneProcess, trace.LaneTask, trace.LaneInterpreter:
		default:
			continue
		}
		for i := range l.Len() {
			if x, to := l.Span(i); x.State != trace.StateNone && x.State != trace.StateOverhead {
				first, last = min(first, x.From), max(last, to)
			}
		}
	}
	return max(0, float64(last-first)/1e9)
}

// faster is how many times the second way is faster than the first, when it does
// so many times the work.
func faster(scenario, model string, workers int, other string, others int, v set, work float64) func(side) (float64, error) {
	return func(s side) (float64, error) {
		return s.median(func() (float64, error) {
			a, err := s.run(scenario, model, workers, v)
			if err != nil {
				return 0, err
			}
			b, err := s.run(scenario, other, others, v)
			if err != nil {
				return 0, err
			}
			return work * life(a) / life(b), nil
		})
	}
}

// slower is how many times slower the second model is, the start of its workers
// counted.
func slower(scenario, model, other string, workers int, v set) func(side) (float64, error) {
	return func(s side) (float64, error) {
		return s.median(func() (float64, error) {
			a, err := s.run(scenario, model, workers, v)
			if err != nil {
				return 0, err
			}
			b, err := s.run(scenario, other, workers, v)
			if err != nil {
				return 0, err
			}
			return since(b) / since(a), nil
		})
	}
}

// since is the time from when the first process could begin to the run's end.
func since(e ended) float64 {
	v := e.Recording().Cut()
	begin := trace.Time(0)
	l := v.Lane(1)
	for i := range l.Len() {
		if x, _ := l.Span(i); x.State == trace.StateRunning {
			begin = x.From
			break
		}
	}
	return float64(v.End()-begin) / 1e9
}

// ordered is how much faster a pool is that is given its longest tasks first.
func ordered() func(side) (float64, error) {
	return func(s side) (float64, error) {
		return s.median(func() (float64, error) {
			a, err := s.run("pool-four-tasks", "thread-pool", 2, set{"second": "60ms", "order": "given"})
			if err != nil {
				return 0, err
			}
			b, err := s.run("pool-four-tasks", "thread-pool", 2, set{"second": "60ms", "order": "longest"})
			if err != nil {
				return 0, err
			}
			return life(a) / life(b), nil
		})
	}
}

// switches is how often the GIL went to another thread, each second that threads
// were at work.
func switches(workers int, v set) func(side) (float64, error) {
	return func(s side) (float64, error) {
		return s.median(func() (float64, error) {
			e, err := s.run("gil-microscope", "threads", workers, v)
			if err != nil {
				return 0, err
			}
			n := int64(0)
			view := e.Recording().Cut()
			for i := range view.Objs() {
				if o := &view.Objs()[i]; o.Info.Kind == trace.ObjGIL {
					n = max(n, o.After(o.Len()).Values[gilSwitches])
				}
			}
			return float64(n) / life(e), nil
		})
	}
}

// gilSwitches is the value of a GIL that counts its switches.
const gilSwitches = 1

// objects are the report's lines of the objects of a kind.
func objects(e ended, k trace.ObjKind) (out []engine.ReportPrimitive) {
	for _, p := range e.report.Primitives {
		if p.Kind == k.String() {
			out = append(out, p)
		}
	}
	return out
}

// waits is the time that was spent waiting for objects of a kind, in units of so
// many seconds.
func waits(scenario, model string, workers int, v set, k trace.ObjKind, unit float64) func(side) (float64, error) {
	return func(s side) (float64, error) {
		return s.median(func() (float64, error) {
			e, err := s.run(scenario, model, workers, v)
			sum := 0.0
			for _, o := range objects(e, k) {
				sum += o.WaitS
			}
			return sum / unit, err
		})
	}
}

// contended is how many waits there were for objects of a kind.
func contended(scenario, model string, workers int, v set, k trace.ObjKind) func(side) (float64, error) {
	return func(s side) (float64, error) {
		return s.median(func() (float64, error) {
			e, err := s.run(scenario, model, workers, v)
			n := 0
			for _, o := range objects(e, k) {
				n += o.Contended
			}
			return float64(n), err
		})
	}
}
