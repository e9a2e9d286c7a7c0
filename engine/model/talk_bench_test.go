package model_test

// This file measures talking between two processes beside CPython's
// multiprocessing in the same run: round trips, and a mebibyte at a time.
//
//	go test -run - -bench Talk -benchtime 1x -count 3 ./engine/model
//
// Wanted: the round trips of a Queue at least 2 times CPython's, of a Pipe 1.2
// times, a mebibyte through a Queue 3 times, and through shared memory as fast
// as memory is copied (plain-copy, of the same size in one process, twice).

import (
	"errors"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"corelanes/engine/ipc"
	"corelanes/engine/model"
	"corelanes/engine/prim"
	"corelanes/engine/work"
)

const mib = 1 << 20

// talked is what the benchmark's main body measured, per second.
var talked float64

// medianOf5 notes the median rate of n turns of run.
func medianOf5(n int, run func() error) error {
	var rates []float64
	for range 5 {
		begin := time.Now()
		if err := run(); err != nil {
			return err
		}
		rates = append(rates, float64(n)/time.Since(begin).Seconds())
	}
	slices.Sort(rates)
	talked = rates[2]
	return nil
}

// times calls f so many times, until it fails.
func times(n int, f func() error) error {
	for range n {
		if err := f(); err != nil {
			return err
		}
	}
	return nil
}

// queueTrips measures round trips through the queue there and another back.
func queueTrips(there, back string) map[string]talk {
	const n = 3000
	return map[string]talk{
		work.Main: func(w work.Worker, x *ipc.Exchange) error {
			qs, err := queues(x, there, back)
			if err != nil {
				return err
			}
			return beside(w, func() error {
				trip := func() error {
					if err := put(w, qs[0], 1); err != nil {
						return err
					}
					_, err := qs[1].Get(w, true, prim.None)
					return err
				}
				return errors.Join(trip(), medianOf5(n, func() error { return times(n, trip) }), put(w, qs[0], nil))
			})
		},
		"other": func(w work.Worker, x *ipc.Exchange) error {
			qs, err := queues(x, there, back)
			for err == nil {
				var i ipc.Item
				if i, err = qs[0].Get(w, true, prim.None); err != nil || i.None() {
					return err
				}
				err = put(w, qs[1], 1)
			}
			return err
		},
	}
}

// pipeTrips measures round trips through a pipe.
func pipeTrips(send func(w work.Worker, c *ipc.Conn) error) map[string]talk {
	const n = 10_000
	return map[string]talk{
		work.Main: func(w work.Worker, x *ipc.Exchange) error {
			return beside(w, func() error {
				return end(w, x, "duplex", 0, func(c *ipc.Conn) error {
					trip := func() error {
						if err := send(w, c); err != nil {
							return err
						}
						_, err := c.Item(w)
						return err
					}
					return errors.Join(trip(), medianOf5(n, func() error { return times(n, trip) }))
				})
			})
		},
		"other": func(w work.Worker, x *ipc.Exchange) error {
			return end(w, x, "duplex", 1, func(c *ipc.Conn) error {
				for {
					if _, err := c.Item(w); err != nil {
						if errors.Is(err, ipc.ErrEOF) {
							return nil
						}
						return err
					}
					if err := send(w, c); err != nil {
						return err
					}
				}
			})
		},
	}
}

// sink receives a mebibyte at a time until it is None or empty, then answers.
func sink(next func() (ipc.Item, error), answer func() error) error {
	for {
		i, err := next()
		if err != nil {
			if errors.Is(err, ipc.ErrEOF) {
				return nil
			}
			return err
		}
		if len(i.Bytes()) == 0 {
			if err := answer(); err != nil {
				return err
			}
		}
	}
}

var talkBench = map[string]map[string]talk{
	"queue":       queueTrips("q", "back"),
	"simplequeue": queueTrips("simple", "simple back"),
	"pipe":        pipeTrips(func(w work.Worker, c *ipc.Conn) error { return c.Send(w, "x") }),
	"pipebytes":   pipeTrips(func(w work.Worker, c *ipc.Conn) error { return c.SendBytes(w, []byte("x")) }),
	"queue-mib": {
		work.Main: func(w work.Worker, x *ipc.Exchange) error {
			qs, err := queues(x, "q", "back")
			if err != nil {
				return err
			}
			data := make([]byte, mib)
			return beside(w, func() error {
				return errors.Join(medianOf5(400, func() error {
					err := times(400, func() error { return put(w, qs[0], data) })
					return errors.Join(err, put(w, qs[0], []byte{}), get(w, qs[1], 1))
				}), put(w, qs[0], nil))
			})
		},
		"other": func(w work.Worker, x *ipc.Exchange) error {
			qs, err := queues(x, "q", "back")
			if err != nil {
				return err
			}
			return sink(func() (ipc.Item, error) {
				i, err := qs[0].Get(w, true, prim.None)
				if err == nil && i.None() {
					err = ipc.ErrEOF
				}
				return i, err
			}, func() error { return put(w, qs[1], 1) })
		},
	},
	"pipe-mib": {
		work.Main: func(w work.Worker, x *ipc.Exchange) error {
			data := make([]byte, mib)
			return beside(w, func() error {
				return end(w, x, "duplex", 0, func(c *ipc.Conn) error {
					return medianOf5(1000, func() error {
						err := errors.Join(times(1000, func() error { return c.SendBytes(w, data) }), c.SendBytes(w, nil))
						_, rerr := c.RecvBytes(w)
						return errors.Join(err, rerr)
					})
				})
			})
		},
		"other": func(w work.Worker, x *ipc.Exchange) error {
			return end(w, x, "duplex", 1, func(c *ipc.Conn) error {
				return sink(func() (ipc.Item, error) { return c.Item(w) }, func() error { return c.SendBytes(w, []byte("k")) })
			})
		},
	},
	"shared-mib": {
		work.Main: func(w work.Worker, x *ipc.Exchange) error {
			if err := x.MakeShared("shm", mib); err != nil {
				return err
			}
			m, err := x.Shared(w, "shm")
			if err != nil {
				return err
			}
			data := make([]byte, mib)
			return beside(w, func() error {
				return errors.Join(end(w, x, "duplex", 0, func(c *ipc.Conn) error {
					return medianOf5(1000, func() error {
						return times(1000, func() error {
							copy(m.Bytes(), data)
							m.Wrote(w, mib)
							if err := c.SendBytes(w, []byte("g")); err != nil {
								return err
							}
							_, err := c.RecvBytes(w)
							return err
						})
					})
				}), m.Unlink(w))
			})
		},
		"other": func(w work.Worker, x *ipc.Exchange) error {
			m, err := x.Shared(w, "shm")
			if err != nil {
				return err
			}
			mine := make([]byte, mib)
			return end(w, x, "duplex", 1, func(c *ipc.Conn) error {
				for {
					if _, err := c.RecvBytes(w); err != nil {
						if errors.Is(err, ipc.ErrEOF) {
							return nil
						}
						return err
					}
					copy(mine, m.Bytes())
					m.Read(w, mib)
					if err := c.SendBytes(w, []byte("k")); err != nil {
						return err
					}
				}
			})
		},
	},
}

func BenchmarkTalk(b *testing.B) {
	m, err := model.Find("processes")
	if err != nil {
		b.Fatal(err)
	}
	for _, c := range []struct{ what, unit string }{
		{"queue", "trips/s"}, {"simplequeue", "trips/s"}, {"pipe", "trips/s"}, {"pipebytes", "trips/s"},
		{"queue-mib", "MiB/s"}, {"pipe-mib", "MiB/s"}, {"shared-mib", "MiB/s"},
	} {
		b.Run(c.what, func(b *testing.B) {
			for range b.N {
				if _, err := runCase(b, m, talkSpec{c.what}); err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(talked, c.unit)
				compareTo(b, talked, c.unit, "testdata/talk.py", c.what)
			}
		})
	}
	b.Run("plain-copy", func(b *testing.B) {
		from, to, mine := make([]byte, mib), make([]byte, mib), make([]byte, mib)
		for range b.N {
			_ = medianOf5(1000, func() error { // copying does not fail
				return times(1000, func() error {
					copy(to, from)
					copy(mine, to)
					return nil
				})
			})
			b.ReportMetric(talked, "MiB/s")
		}
	})
}

// compareTo measures the same with a script of CPython, where there is one.
func compareTo(b *testing.B, ours float64, unit string, script ...string) {
	b.Helper()
	out, err := exec.Command("python3", script...).Output()
	if err != nil {
		b.Logf("no CPython beside it: %v", err)
		return
	}
	py, err := strconv.ParseFloat(strings.TrimSpace(string(out)), 64)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(py, "cpython-"+unit)
	b.ReportMetric(ours/py, "times-cpython")
}
