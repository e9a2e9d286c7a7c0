package engine

// This file holds what can be told of the machine before anything is run: what
// it can show, and what it cannot.

import (
	"context"
	"runtime"
	"slices"
	"time"

	"github.com/shirou/gopsutil/v3/cpu"
	"github.com/shirou/gopsutil/v3/host"

	"corelanes/engine/model"
	"corelanes/engine/osys"
	"corelanes/engine/trace"
)

// MachineReport is what this machine can and cannot show.
type MachineReport struct {
	OS            string   `json:"os"`
	Arch          string   `json:"arch"`
	Kernel        string   `json:"kernel"`     // its version, "" if not told
	CPUModel      string   `json:"cpu"`        // "" if not told
	Cores         int      `json:"cores"`      // of the machine
	Allowed       int      `json:"allowed"`    // that this process may use
	QuotaCores    float64  `json:"quota"`      // cores' worth of time its control group may use; 0: no limit
	CoreTold      bool     `json:"core_told"`  // whether a thread can be told which core it runs on
	SchedCounters bool     `json:"sched"`      // whether the scheduler says how long a thread waited for a core
	SharedWait    bool     `json:"shared"`     // whether processes can wait for each other on shared memory; else they do through their parent
	ClockStepNs   int64    `json:"clock_step"` // the smallest step of the clock that was seen
	NoisePercent  float64  `json:"noise"`      // of a busy thread's time that something else took its core
	StartMethods  []string `json:"start_methods"`
}

// noiseFor is how long a thread is kept busy to see how quiet the machine is.
const noiseFor = 200 * time.Millisecond

// Machine looks at the machine; it takes about a fifth of a second, less when
// ctx ends.
func Machine(ctx context.Context) MachineReport {
	r := MachineReport{OS: runtime.GOOS, Arch: runtime.GOARCH, Cores: runtime.NumCPU(), Allowed: len(osys.Allowed()), SharedWait: osys.Shared()}
	if n, err := cpu.CountsWithContext(ctx, true); err == nil && n > 0 {
		r.Cores = n
	}
	if infos, err := cpu.InfoWithContext(ctx); err == nil && len(infos) > 0 {
		r.CPUModel = infos[0].ModelName
	}
	if k, err := host.KernelVersionWithContext(ctx); err == nil {
		r.Kernel = k
	}
	if q, limited := osys.CPUQuota(); limited {
		r.QuotaCores = q
	}
	r.CoreTold = osys.CurrentCore() != trace.CoreUnknown
	for _, m := range model.All() {
		for _, s := range m.Starts {
			if !slices.Contains(r.StartMethods, s) {
				r.StartMethods = append(r.StartMethods, s)
			}
		}
	}
	busy(ctx, &r)
	return r
}

// busy keeps one thread busy and looks at what becomes of it.
func busy(ctx context.Context, r *MachineReport) {
	done := make(chan struct{})
	go func() { // ends by itself after noiseFor
		defer close(done)
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		stat, err := osys.OpenSchedStat()
		if r.SchedCounters = err == nil; r.SchedCounters {
			defer stat.Close()
		}
		clock := osys.NewClock()
		begin := clock.Machine()
		last, lost, step := begin, int64(0), int64(time.Hour)
		for last-begin < int64(noiseFor) && ctx.Err() == nil {
			now := clock.Machine()
			gap := now - last
			if gap > 0 {
				step = min(step, gap)
			}
			if gap > 20_000 { // a loop of two clock readings takes far less than 20 µs
				lost += gap
			}
			last = now
		}
		r.ClockStepNs = step
		r.NoisePercent = 100 * float64(lost) / float64(max(1, last-begin))
	}()
	<-done
}

// OwnTime is the processor time that this program itself has used so far, its
// runs not counted; 0 where the operating system does not tell.
func OwnTime() time.Duration {
	ns, err := osys.SelfCPU()
	if err != nil {
		return 0
	}
	return time.Duration(ns)
}
