//go:build soak

package app

// This file is the soak test: thousands of runs from one window, of every
// scenario under every model, and what the window's process holds meanwhile.
// It is part of a program of its own (scripts/soak builds it), because what a
// window keeps is the real toolkit's to give back: the toolkit's test driver
// never forgets a widget.

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"corelanes/app/conduct"
	"corelanes/app/settings"
	"corelanes/engine"
)

// What the soak test is told by its script.
const (
	soakRuns  = "CORELANES_SOAK_RUNS"
	soakEvery = 100 // runs between two looks
)

// forget is how long the toolkit keeps the parts of widgets that it no longer
// draws, a minute, and a little more: only then are two looks alike.
const forget = 65 * time.Second

// holding is what the process holds at a moment.
type holding struct {
	resident, heap                    int64 // bytes
	goroutines, descriptors, children int
}

// holds looks after all that can be given back has been.
func holds() (h holding, err error) {
	runtime.GC()
	debug.FreeOSMemory()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	h.heap, h.goroutines = int64(m.HeapAlloc), runtime.NumGoroutine()
	files, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return h, err
	}
	h.descriptors = len(files)
	tasks, err := filepath.Glob("/proc/self/task/*/children")
	if err != nil {
		return h, err
	}
	for _, x := range tasks {
		if data, err := os.ReadFile(x); err == nil { // else the thread has ended
			h.children += len(strings.Fields(string(data)))
		}
	}
	data, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return h, err
	}
	pages, err := strconv.ParseInt(strings.Fields(string(data))[1], 10, 64)
	h.resident = pages * int64(os.Getpagesize())
	return h, err
}

// began begins the soak test when the window has.
func (w *window) began() {
	runs, err := strconv.Atoi(os.Getenv(soakRuns))
	if err != nil || runs < 1 {
		fmt.Fprintf(os.Stderr, "soak: %s=%q is not a number of runs\n", soakRuns, os.Getenv(soakRuns))
		os.Exit(2)
	}
	w.settings.SetCompare(false)
	w.settings.SetHistory(settings.HistoryLimits[0])
	w.openHistory(historyDir(w.app))
	w.wg.Add(1)
	go func() {
		defer w.wg.Done()
		if err := w.soak(runs); err != nil {
			fmt.Println("soak: FAIL:", err)
		} else {
			fmt.Println("soak: ok")
		}
		fyne.Do(w.window.Close)
	}()
}

// soak does the runs; it is off the main goroutine.
func (w *window) soak(runs int) error {
	_ = engine.AskPackages(w.ctx, "") // without a Python nothing runs under one
	var plans []engine.Plan
	for _, s := range engine.Scenarios() {
		models, _ := engine.Legal(s)
		for _, m := range models {
			plans = append(plans, engine.Plan{Scenario: s.ID, Model: m, Set: map[string]string{"size": "smoke"}, Deadline: time.Minute})
		}
	}
	failed := 0
	var after holding // one of each kind, and as long as the toolkit keeps what it no longer draws
	settled := max(1, min(max(len(plans), runs/4), runs-1))
	for n := 1; n <= runs && w.ctx.Err() == nil; n++ {
		p := plans[(n-1)%len(plans)]
		if failure := w.once(p); failure != "" {
			failed++
			fmt.Printf("soak: run %d, %s, %s: %s\n", n, p.Scenario, p.Model, failure)
		}
		if n != settled && n%soakEvery != 0 && n != runs {
			continue
		}
		if n == settled || n == runs {
			w.rest(forget)
		}
		h, err := holds()
		if err != nil {
			return err
		}
		fmt.Printf("%5d runs: %6.1f MiB resident, %6.1f MiB heap, %3d goroutines, %3d descriptors, %d children\n",
			n, float64(h.resident)/(1<<20), float64(h.heap)/(1<<20), h.goroutines, h.descriptors, h.children)
		if n == settled {
			after = h
		}
		const room, slack = 3, 24 << 20
		if n == runs && (h.goroutines > after.goroutines+room || h.descriptors > after.descriptors+room || h.children > after.children ||
			h.heap > after.heap+slack || h.resident > after.resident+after.resident/5+slack) {
			return fmt.Errorf("after %d runs it held %+v, at the end %+v", settled, after, h)
		}
	}
	if failed > 0 {
		return fmt.Errorf("%d of %d runs failed", failed, runs)
	}
	return w.ctx.Err()
}

// rest does nothing for a while, and then draws everything once: the toolkit
// forgets when it draws.
func (w *window) rest(d time.Duration) {
	select {
	case <-w.ctx.Done():
	case <-time.After(d):
	}
	fyne.DoAndWait(w.window.Content().Refresh)
	select {
	case <-w.ctx.Done():
	case <-time.After(time.Second):
	}
}

// once does one run, and is why it failed, "" if it did not.
func (w *window) once(p engine.Plan) (failure string) {
	fyne.DoAndWait(func() {
		if err := w.page.Start(p); err != nil {
			failure = err.Error()
		}
	})
	look := time.NewTicker(10 * time.Millisecond)
	defer look.Stop()
	for failure == "" {
		idle := false
		select {
		case <-w.ctx.Done():
			return ""
		case <-look.C:
		}
		fyne.DoAndWait(func() {
			if idle = w.page.Phase() == conduct.Idle; idle {
				failure = w.page.Told().Failure
			}
		})
		if idle {
			return failure
		}
	}
	return failure
}
