package scenario

// This file holds S08, 1,500 calls of an API whose answers go into a database:
// work that waits, for the network and for its turn to write.

import (
	"fmt"

	"corelanes/engine/prim"
	"corelanes/engine/usage"
	"corelanes/engine/work"
)

// maxRows is how many rows may be written at most.
const maxRows = 1_000_000

func apiCalls() *Scenario {
	return &Scenario{
		ID: "api-calls", Number: "S08", Category: "io", Workers: 8, SharesOut: true,
		Title:   "1,500 API calls into a database",
		Promise: "1,500 answers come over the network and go into a database that lets one write at a time.",
		Parameters: []Parameter{
			{Name: "calls", Type: Int, Default: "1500", Min: 1, Max: maxDownloads, Sizes: map[string]string{Smoke: "8"}},
			{Name: "latency", Type: Duration, Default: "5ms", Min: 0, Max: 10, Unit: "s", Sizes: map[string]string{Smoke: "2ms", Published: "1800ms"}},
			{Name: "limit", Type: Int, Default: "100", Min: 0, Max: maxDownloads},
			{Name: "rows", Type: Int, Default: "10", Min: 1, Max: 1000},
			{Name: "bytes", Type: Int, Default: "2000", Min: 0, Max: 1_000_000, Unit: "B"},
			ownAddresses(),
		},
		Validate: func(v Values) error {
			asked, err := addressesOf(v, v.Int("calls"), "")
			if err != nil {
				return err
			}
			if all := asked.count * v.Int("rows"); all > maxRows {
				return &usage.Error{What: "rows", Got: v["rows"], Why: fmt.Sprintf("the database would get %d rows, more than %d", all, maxRows)}
			}
			if all := asked.count * v.Int("bytes"); asked.own == nil && all > maxDiskBytes {
				return &usage.Error{What: "bytes", Got: v["bytes"], Why: fmt.Sprintf("the database would take %d MB of the disk, more than %d", all>>20, maxDiskBytes>>20)}
			}
			return nil
		},
		Program:   apiCallsProgram,
		Published: map[string]float64{"sequential": 2700, "asyncio": 90},
	}
}

func apiCallsProgram(v Values) (work.Program, error) {
	asked, err := addressesOf(v, v.Int("calls"), "call")
	if err != nil {
		return work.Program{}, err
	}
	calls, rows, limit := asked.count, v.Int("rows"), v.Int("limit")
	path := func(k *work.Kit) string { return k.File("answers.db") }
	fetch := func(w work.Worker, k *work.Kit, call int) ([]byte, error) {
		k.At(w, "get")
		return asked.content(w, k, call)
	}
	return work.Program{
		Steps:  calls,
		Server: asked.server(v.Duration("latency"), v.Int("bytes")),
		HTTP:   true,
		SQL:    true,
		Setup: func(k *work.Kit) error {
			if limit > 0 {
				if err := k.MakeSemaphore("limit", int64(limit)); err != nil {
					return err
				}
			}
			return k.MakeLock("database")
		},
		Bodies: map[string]work.Body{
			work.Main: func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
				k.At(w, "create")
				if err := k.Database.Exec(w, path(k), "CREATE TABLE answers (call INTEGER, part INTEGER, content BLOB)", nil); err != nil {
					return nil, err
				}
				items := make([]int, calls)
				for i := range items {
					items[i] = i
				}
				k.At(w, "map")
				if _, err := work.Map[int, int](w, "Worker", "call", items); err != nil {
					return nil, err
				}
				k.At(w, "count")
				return tallyAnswers(w, k, path(k))
			},
			"call": work.Share(func(w work.Worker, k *work.Kit, call int) (int, error) {
				var answer []byte
				err := limited(w, k, limit, func() (err error) {
					answer, err = fetch(w, k, call)
					return err
				})
				if err != nil {
					return 0, err
				}
				k.At(w, "turn")
				return len(answer), withLock(w, k, "database", func() error {
					k.At(w, "write")
					return k.Database.Exec(w, path(k), "INSERT INTO answers VALUES (?, ?, ?)", partsOf(answer, call, rows)...)
				})
			}),
		},
	}, nil
}

// limited runs f with one of the places of the semaphore "limit"; 0 places: there
// is no limit.
func limited(w work.Worker, k *work.Kit, places int, f func() error) error {
	if places == 0 {
		return f()
	}
	s, err := k.AnySemaphore("limit")
	if err != nil {
		return err
	}
	k.At(w, "limit")
	if _, err := s.Acquire(w.Self(), true, prim.None); err != nil {
		return err
	}
	return firstError(f(), s.Release(w.Self(), 1))
}

// partsOf are the rows that an answer comes to: as many parts of it.
func partsOf(answer []byte, call, rows int) [][]any {
	out := make([][]any, rows)
	for i := range out {
		out[i] = []any{call, i, answer[len(answer)*i/rows : len(answer)*(i+1)/rows]}
	}
	return out
}

// tallyAnswers counts what is in the database.
func tallyAnswers(w work.Worker, k *work.Kit, path string) ([]byte, error) {
	counted := map[string]any{}
	for name, query := range map[string]string{
		"calls": "SELECT COUNT(DISTINCT call) FROM answers",
		"rows":  "SELECT COUNT(*) FROM answers",
		"bytes": "SELECT SUM(LENGTH(content)) FROM answers",
	} {
		n, err := k.Database.Number(w, path, query)
		if err != nil {
			return nil, err
		}
		counted[name] = n
	}
	return result(counted)
}
