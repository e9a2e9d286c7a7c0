package scenario

// This file holds S12, the blocked loop: tasks that tick, one that holds the
// loop, and what rescues them.

import (
	"errors"
	"fmt"
	"strconv"
	"time"

	"corelanes/engine/code"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

// The ways to hold the loop, and the rescues.
const (
	blockCPU   = "cpu"
	blockSleep = "sleep"

	rescueNone     = "none"
	rescueThread   = "to_thread"
	rescueExecutor = "executor"
	rescueProcess  = "process"
	rescueYield    = "yield"
)

// computeText computes until a time is over. It looks at the clock every
// thousand steps.
const computeText = `def compute(microseconds):
    end = clock() + microseconds
    steps = 0
    while clock() < end:
        for i in range(1000):
            steps += 1
    return steps
`

// clockNative is the text's clock: the time since the run began, in µs.
func clockNative(w work.Worker, _ *work.Kit, _ []code.Value) (code.Value, error) {
	return code.Int(int64(w.Self().Rec.Now() / 1000)), nil
}

// yieldPiece is how long the blocking call goes on before it yields.
const yieldPiece = 5 * time.Millisecond

func blockedLoop() *Scenario {
	return &Scenario{
		ID: "blocked-loop", Number: "S12", Category: "io", Workers: 2, NeedsLoop: true,
		Title:   "Blocking the loop, and its rescues",
		Promise: "Twenty tasks tick; one computes or sleeps without yielding: all of them freeze. Which rescue brings the ticks back?",
		Parameters: []Parameter{
			{Name: "blocking", Type: Choice, Default: blockCPU, Choices: []string{blockCPU, blockSleep}},
			{Name: "rescue", Type: Choice, Default: rescueNone, Choices: []string{rescueNone, rescueThread, rescueExecutor, rescueProcess, rescueYield}},
			{Name: "tickers", Type: Int, Default: "20", Min: 1, Max: 1000, Sizes: map[string]string{Smoke: "3"}},
			{Name: "every", Type: Duration, Default: "50ms", Min: 0.001, Max: 10, Unit: "s", Sizes: map[string]string{Smoke: "10ms"}},
			hold("busy", "2s", "30ms"),
		},
		Program: blockedLoopProgram,
	}
}

func blockedLoopProgram(v Values) (work.Program, error) {
	b := blocking{v["blocking"], v["rescue"], v.Int("tickers"), v.Duration("every"), v.Duration("busy")}
	return work.Program{
		Text:    computeText,
		Natives: map[string]work.Native{"clock": clockNative},
		Steps:   b.tickers * b.ticks(),
		Bodies: map[string]work.Body{
			work.Main: b.main,
			"tick":    b.tick,
			"hold":    b.hold,
			"block":   func(w work.Worker, _ *work.Kit, _ []byte) ([]byte, error) { return nil, b.block(w, b.busy) },
		},
	}, nil
}

// blocking is what the run is about.
type blocking struct {
	kind, rescue string
	tickers      int
	every, busy  time.Duration
}

// ticks is how often each ticks: before, during and after the blocking.
func (b blocking) ticks() int { return int(b.busy/b.every) + 10 }

func (b blocking) main(w work.Worker, _ *work.Kit, _ []byte) ([]byte, error) {
	var handles []work.Handle
	for i := range b.tickers {
		h, err := w.Start(fmt.Sprintf("Ticker-%d", i+1), "tick", []byte(strconv.Itoa(i)))
		if err != nil {
			return nil, err
		}
		handles = append(handles, h)
	}
	holder, err := w.Start("Blocker", "hold", nil)
	if err != nil {
		return nil, err
	}
	var worst int
	for _, h := range handles {
		out, err := h.Join()
		if err != nil {
			return nil, err
		}
		late, err := strconv.Atoi(string(out))
		if err != nil {
			return nil, err
		}
		worst = max(worst, late)
	}
	if _, err := holder.Join(); err != nil {
		return nil, err
	}
	work.Say(w, fmt.Sprintf("a tick came %s late at most", tenths(trace.Time(worst))))
	return result(map[string]any{"tickers": b.tickers, "ticks": b.tickers * b.ticks()})
}

// tick ticks, and returns by how many nanoseconds its latest tick was late. The
// tickers begin one after the other, so that one of them is always about to
// tick.
func (b blocking) tick(w work.Worker, k *work.Kit, arg []byte) ([]byte, error) {
	i, err := strconv.Atoi(string(arg))
	if err != nil {
		return nil, err
	}
	if err := w.Sleep(b.every * time.Duration(i) / time.Duration(b.tickers)); err != nil {
		return nil, err
	}
	var worst trace.Time
	for range b.ticks() {
		k.At(w, "tick")
		due := w.Self().Rec.Now() + trace.Time(b.every)
		if err := w.Sleep(b.every); err != nil {
			return nil, err
		}
		worst = max(worst, w.Self().Rec.Now()-due)
		k.Step()
	}
	return []byte(strconv.FormatInt(int64(worst), 10)), nil
}

// hold is the task that blocks, after a few ticks: here or where the rescue has
// it done.
func (b blocking) hold(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
	if err := w.Sleep(3 * b.every); err != nil {
		return nil, err
	}
	switch b.rescue {
	case rescueNone:
		k.At(w, "block")
		return nil, b.block(w, b.busy)
	case rescueYield:
		for left := b.busy; left > 0; left -= yieldPiece {
			if err := b.block(w, min(left, yieldPiece)); err != nil {
				return nil, err
			}
			k.At(w, "yield")
			if err := w.Sleep(0); err != nil {
				return nil, err
			}
		}
		return nil, nil
	}
	a, ok := work.AsyncOf(w)
	if !ok {
		return nil, errors.New("this worker is no task of an event loop")
	}
	if b.rescue == rescueThread {
		k.At(w, "thread")
		return a.ToThread("block", func(w work.Worker) ([]byte, error) { return nil, b.block(w, b.busy) })
	}
	where := work.ThreadPool
	if b.rescue == rescueProcess {
		where = work.ProcessPool
	}
	k.At(w, "offload")
	return a.Offload(where, "block", "block", nil)
}

// block is the call that holds whoever makes it.
func (b blocking) block(w work.Worker, d time.Duration) error {
	if b.kind == blockSleep {
		return w.Block(d)
	}
	_, err := w.Call("compute", code.Int(d.Microseconds()))
	return err
}
