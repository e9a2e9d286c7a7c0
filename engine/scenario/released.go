package scenario

// This file holds S22, when the GIL does not matter: the same workers execute
// Python text, read, sleep, or run native code, which is when CPython gives the
// GIL up.

import (
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"corelanes/engine/code"
	"corelanes/engine/work"
)

// What the workers of gil-released do.
const (
	doBytecode = "bytecode"
	doFile     = "file"
	doSocket   = "socket"
	doSleep    = "sleep"
	doHash     = "hash"
	doMatrix   = "matrix"
)

func released() *Scenario {
	return &Scenario{
		ID: "gil-released", Number: "S22", Category: "cpu", Workers: 4,
		Title:   "When the GIL does not matter",
		Promise: "Four workers execute Python text, read, sleep or call native code: which of these go faster together?",
		Parameters: []Parameter{
			{Name: "what", Type: Choice, Default: doBytecode, Choices: []string{doBytecode, doFile, doSocket, doSleep, doHash, doMatrix}},
			{Name: "amount", Type: Int, Default: "100", Min: 1, Max: 1000, Sizes: map[string]string{Smoke: "1"}},
			{Name: "folder", Type: Folder, Default: ""},
		},
		Program: releasedProgram,
	}
}

// One unit of amount, about 4 ms each on a machine of today.
const (
	unitTurns  = 200_000
	unitBytes  = 4 << 20
	unitSleep  = 4 * time.Millisecond
	matrixSide = 160
	echoBytes  = 64 << 10
)

func releasedProgram(v Values) (work.Program, error) {
	what, amount, own := v["what"], v.Int("amount"), []string(nil)
	if v["folder"] != "" {
		var err error
		if own, err = filesOf(v["folder"]); err != nil {
			return work.Program{}, err
		}
	}
	var server *work.Server
	if what == doSocket {
		server = &work.Server{Echo: true}
	}
	do := map[string]func(w work.Worker, k *work.Kit) error{
		doBytecode: func(w work.Worker, _ *work.Kit) error {
			_, err := w.Call("count", code.Int(int64(amount*unitTurns)))
			return err
		},
		doFile:   func(w work.Worker, k *work.Kit) error { return readOver(w, pathsOf(k, own), amount) },
		doSocket: func(w work.Worker, k *work.Kit) error { return echoOver(w, k, amount) },
		doSleep:  func(w work.Worker, _ *work.Kit) error { return w.Sleep(time.Duration(amount) * unitSleep) },
		doHash: func(w work.Worker, _ *work.Kit) error {
			data, err := dataOf(w, own)
			if err != nil {
				return err
			}
			return w.Native(func() error {
				for _, d := range data {
					hashOver(d, amount)
				}
				return nil
			})
		},
		doMatrix: func(w work.Worker, _ *work.Kit) error {
			return w.Native(func() error { multiplyOver(amount); return nil })
		},
	}[what]
	return work.Program{
		Text:   countText,
		Server: server,
		Bodies: map[string]work.Body{
			work.Main: func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
				k.Arena.SetSteps(k.Workers)
				if what == doFile && own == nil {
					if err := w.IO(func() error { return os.WriteFile(dataFile(k), make([]byte, unitBytes), 0o600) }); err != nil {
						return nil, fmt.Errorf("write the file to read: %w", err)
					}
				}
				if err := crew(w, k, k.Workers, "Worker", "do"); err != nil {
					return nil, err
				}
				return result(map[string]any{"workers": k.Workers, "units": k.Workers * amount})
			},
			"do": player(func(w work.Worker, k *work.Kit, _ part) error {
				k.At(w, what)
				return do(w, k)
			}),
		},
	}, nil
}

func dataFile(k *work.Kit) string { return k.File("data") }

// pathsOf are the files to read: a person's own, or the run's.
func pathsOf(k *work.Kit, own []string) []string {
	if own != nil {
		return own
	}
	return []string{dataFile(k)}
}

// dataOf is what is hashed: what a person's own files hold, or zeros.
func dataOf(w work.Worker, own []string) ([][]byte, error) {
	if own == nil {
		return [][]byte{make([]byte, unitBytes)}, nil
	}
	var out [][]byte
	for _, path := range own {
		err := w.IO(func() error {
			data, err := os.ReadFile(path)
			out = append(out, data)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// readOver reads files so many times.
func readOver(w work.Worker, paths []string, times int) error {
	piece := make([]byte, 1<<20)
	for range times {
		for _, path := range paths {
			if err := readThrough(w, path, piece); err != nil {
				return err
			}
		}
	}
	return nil
}

// readThrough reads a file to its end, a piece at a time.
func readThrough(w work.Worker, path string, piece []byte) error {
	var f *os.File
	if err := w.IO(func() (err error) { f, err = os.Open(path); return err }); err != nil {
		return err
	}
	var err error
	for err == nil {
		err = w.IO(func() error { _, err := f.Read(piece); return err })
	}
	if cerr := f.Close(); errors.Is(err, io.EOF) {
		err = cerr
	}
	return err
}

// echoOver sends bytes to the server and reads them back so many times.
func echoOver(w work.Worker, k *work.Kit, times int) error {
	c, err := k.Dial(w)
	if err != nil {
		return err
	}
	defer c.Close()
	piece := make([]byte, echoBytes)
	for range times * unitBytes / echoBytes {
		if _, err := c.Write(piece); err != nil {
			return err
		}
		if _, err := io.ReadFull(c, piece); err != nil {
			return err
		}
	}
	return nil
}

// hashOver computes FNV-1a over the data so many times.
func hashOver(data []byte, times int) (h uint64) {
	h = 14695981039346656037
	for range times {
		for _, b := range data {
			h = (h ^ uint64(b)) * 1099511628211
		}
	}
	return h
}

// multiplyOver multiplies two matrices so many times, and is the sum of the last
// product's diagonal.
func multiplyOver(times int) (trace float64) {
	const n = matrixSide
	a, b, c := make([]float64, n*n), make([]float64, n*n), make([]float64, n*n)
	for i := range a {
		a[i], b[i] = float64(i%7), float64(i%5)
	}
	for range times {
		clear(c)
		for i := range n {
			for j := range n {
				x := a[i*n+j]
				for k := range n {
					c[i*n+k] += x * b[j*n+k]
				}
			}
		}
		a[0] = c[0] / 1e6 // the next product is another one
	}
	for i := range n {
		trace += c[i*n+i]
	}
	return trace
}
