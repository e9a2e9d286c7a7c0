package engine

// This file holds the report of a run: the object that "run --json" prints.
// Its field names are a contract.

import (
	"encoding/json"

	"corelanes/engine/insight"
	"corelanes/engine/trace"
)

// Report is what is told of a run. Seconds are floats.
type Report struct {
	Scenario          string            `json:"scenario"`
	Model             string            `json:"model"`
	Workers           int               `json:"workers"`
	Start             *string           `json:"start"`
	Python            string            `json:"python"` // whose rules the primitives followed
	Seed              *int64            `json:"seed"`
	Controlled        bool              `json:"controlled"`
	Parameters        map[string]string `json:"parameters"`
	WallS             float64           `json:"wall_s"`
	CPUS              float64           `json:"cpu_s"`
	BusyCores         float64           `json:"busy_cores"`
	MaxParallel       int               `json:"max_parallel"`
	Result            json.RawMessage   `json:"result"`
	Lanes             []ReportLane      `json:"lanes"`
	Primitives        []ReportPrimitive `json:"primitives"`
	Pools             []ReportPool      `json:"pools,omitempty"`
	Loops             []ReportLoop      `json:"loops,omitempty"`
	Ledger            ReportLedger      `json:"ledger"`
	Events            int               `json:"events"`
	Dropped           uint64            `json:"dropped"`
	RecordingOverhead float64           `json:"recording_overhead"`
	Deadlock          *ReportDeadlock   `json:"deadlock"`
	Race              *ReportRace       `json:"race"`
	Warnings          []ReportFinding   `json:"warnings"`
	Patterns          []ReportFinding   `json:"patterns"`
	Goals             []Goal            `json:"goals"`
	Guards            []ReportGuard     `json:"guards"`
	Error             *string           `json:"error"`
	Runs              []float64         `json:"runs,omitempty"`     // wall_s of each, with --repeat
	Losses            *Losses           `json:"losses,omitempty"`   // of all of them, with --repeat, where updates are counted
	Schedule          *string           `json:"schedule,omitempty"` // what was chosen in a controlled run: it replays to the same end
}

// ReportRace are updates that were lost.
type ReportRace struct {
	Expected int64  `json:"expected"`
	Counted  int64  `json:"counted"`
	Lost     int64  `json:"lost"`
	Words    string `json:"words"`
}

// ReportLane is one lane of a report.
type ReportLane struct {
	ID     int                `json:"id"`
	Name   string             `json:"name"`
	Kind   string             `json:"kind"`
	PID    int                `json:"pid"`
	PPID   int                `json:"ppid"`
	TID    int                `json:"tid"`
	Exit   *int               `json:"exit"`
	Signal *int               `json:"signal"`
	States map[string]float64 `json:"states"`
	Cores  []int              `json:"cores"`
	Phases *ReportPhases      `json:"phases,omitempty"` // of a process
	Memory *ReportMemory      `json:"memory,omitempty"` // of a process, where it was measured
}

// ReportPhases is how a process came up, one phase after the other.
type ReportPhases struct {
	Create  float64 `json:"create"`  // the operating system makes it
	Runtime float64 `json:"runtime"` // the language's runtime comes up in it
	Import  float64 `json:"import"`  // the program's packages do
	Receive float64 `json:"receive"` // it is told what to do, and given its data
	Ready   float64 `json:"ready"`   // it makes what its code needs
}

// ReportMemory is what a process had at its end, bytes.
type ReportMemory struct {
	RSS     int64 `json:"rss"`
	Shared  int64 `json:"shared"`
	Private int64 `json:"private"`
}

// ReportPrimitive is one object of a report.
type ReportPrimitive struct {
	ID        int     `json:"id"`
	Name      string  `json:"name"`
	Kind      string  `json:"kind"`
	Acquires  int     `json:"acquires"`
	Contended int     `json:"contended"`
	WaitS     float64 `json:"wait_s"`
	HoldS     float64 `json:"hold_s"`
	Forced    int     `json:"forced"`
}

// ReportPool is one pool of a report: what its workers spent their time on, and
// its schedule.
type ReportPool struct {
	ID      int                `json:"id"`
	Name    string             `json:"name"`
	Size    int                `json:"size"`
	Backlog int                `json:"backlog"` // the most tasks that waited at a time
	Failed  int                `json:"failed"`
	Workers []ReportPoolWorker `json:"workers"`
	Tasks   []ReportPoolTask   `json:"tasks"` // the first thousand
}

// ReportPoolWorker is one worker of a pool.
type ReportPoolWorker struct {
	Worker   string  `json:"worker"`
	Tasks    int     `json:"tasks"`
	StartUpS float64 `json:"start_up_s"`
	InitS    float64 `json:"init_s"`
	WaitingS float64 `json:"waiting_s"`
	WorkingS float64 `json:"working_s"`
	LongestS float64 `json:"longest_s"`
}

// ReportPoolTask is one task of a pool.
type ReportPoolTask struct {
	Task    int64   `json:"task"`
	Worker  string  `json:"worker"`
	WaitedS float64 `json:"waited_s"` // in the queue
	FromS   float64 `json:"from_s"`   // since the first task was taken
	TookS   float64 `json:"took_s"`
}

// maxPoolTasks is how many tasks of a pool a report lists.
const maxPoolTasks = 1000

func reportPool(p insight.PoolSummary) ReportPool {
	x := ReportPool{
		ID: int(p.Info.ID), Name: p.Info.Name, Size: int(p.Info.Param), Backlog: p.Backlog, Failed: p.Failed,
		Workers: []ReportPoolWorker{}, Tasks: []ReportPoolTask{},
	}
	names := map[trace.Lane]string{}
	for _, w := range p.Workers {
		names[w.Lane] = w.Name
		x.Workers = append(x.Workers, ReportPoolWorker{
			Worker: w.Name, Tasks: w.Tasks, StartUpS: secs(w.StartUp), InitS: secs(w.Init),
			WaitingS: secs(w.Waiting), WorkingS: secs(w.Working), LongestS: secs(w.Longest),
		})
	}
	for _, t := range p.Tasks[:min(len(p.Tasks), maxPoolTasks)] {
		x.Tasks = append(x.Tasks, ReportPoolTask{
			Task: t.Number, Worker: names[t.Lane], WaitedS: secs(t.From - t.Queued), FromS: secs(t.From - p.Tasks[0].From), TookS: secs(t.To - t.From),
		})
	}
	return x
}

// ReportLoop is an event loop of a report: how late it was, and what held it.
type ReportLoop struct {
	ID         int            `json:"id"`
	LagS       float64        `json:"lag_s"`     // at most
	OwnLagS    float64        `json:"own_lag_s"` // at most, when the time that the operating system gave the thread no core is left out
	LagMedianS float64        `json:"lag_median_s"`
	Freezes    []ReportFreeze `json:"freezes"`
}

// ReportFreeze is a step that held a loop for 50 ms or more.
type ReportFreeze struct {
	Worker string  `json:"worker"`
	FromS  float64 `json:"from_s"`
	TookS  float64 `json:"took_s"`
	Call   string  `json:"call"`
}

func reportLoop(v *trace.View, l insight.LoopSummary) ReportLoop {
	x := ReportLoop{ID: int(l.Info.ID), LagS: secs(l.Lag), OwnLagS: secs(l.OwnLag), LagMedianS: secs(l.Median), Freezes: []ReportFreeze{}}
	for _, f := range l.Freezes {
		name := ""
		if w := v.Lane(f.Lane); w != nil {
			name = w.Info.Name
		}
		x.Freezes = append(x.Freezes, ReportFreeze{Worker: name, FromS: secs(f.From), TookS: secs(f.To - f.From), Call: f.Call})
	}
	return x
}

// ReportLedger is where the workers' time went.
type ReportLedger struct {
	StartupS   float64 `json:"startup_s"`
	SerialiseS float64 `json:"serialise_s"`
	SwitchS    float64 `json:"switch_s"`
	WaitS      float64 `json:"wait_s"`
	WorkS      float64 `json:"work_s"`
	ShutdownS  float64 `json:"shutdown_s"`
}

// ReportDeadlock is a deadlock that was found.
type ReportDeadlock struct {
	AtS   float64           `json:"at_s"`
	Cycle []ReportWaitsEdge `json:"cycle"`
	Words string            `json:"words"`
}

// ReportWaitsEdge is one worker of a deadlock's cycle; or, where there is no
// cycle, one that waits in vain. Holds is "" when nobody waits for what it holds.
type ReportWaitsEdge struct {
	Worker string `json:"worker"`
	Holds  string `json:"holds"`
	Waits  string `json:"waits"`
}

// ReportFinding is one thing that was found in the recording: a warning, or a
// pattern that makes the run slower than it need be.
type ReportFinding struct {
	Kind    insight.FindingKind `json:"kind"`
	Words   string              `json:"words"`
	Cure    string              `json:"cure"`
	FromS   float64             `json:"from_s"`
	ToS     float64             `json:"to_s"`
	Workers []string            `json:"workers"`
	Objects []string            `json:"objects"`
	Figure  float64             `json:"figure"`
	Limit   float64             `json:"limit"` // from which figure on it is told
	Unit    string              `json:"unit"`  // "share", "s" or "": a number of times
	Count   int                 `json:"count"`
}

// ReportGuard is that a lock guards a shared number: it was held at With of the
// Of accesses between which others could have come.
type ReportGuard struct {
	Value string `json:"value"`
	Lock  string `json:"lock"`
	With  int    `json:"with"`
	Of    int    `json:"of"`
}

func secs(t trace.Time) float64 { return float64(t) / 1e9 }

// NewReport is the report of a run that has ended.
func NewReport(p Plan, v *trace.View, o Outcome) Report {
	s := insight.Summarise(v)
	events, dropped := v.Events()
	r := Report{
		Scenario: p.Scenario, Model: p.Model, Workers: p.Workers, Python: p.Python, Parameters: p.Set,
		WallS: secs(s.Wall), CPUS: secs(s.CPU), BusyCores: s.Busy, MaxParallel: s.MaxParallel, Result: o.Result,
		Ledger: ReportLedger{secs(s.Ledger.Startup), secs(s.Ledger.Serialise), secs(s.Ledger.Switch), secs(s.Ledger.Wait), secs(s.Ledger.Work), secs(s.Ledger.Shutdown)},
		Events: events, Dropped: dropped, Lanes: []ReportLane{}, Primitives: []ReportPrimitive{},
	}
	if p.Start != "" {
		r.Start = &p.Start
	}
	r.RecordingOverhead = RecordingOverhead(v, &s)
	r.Seed, r.Controlled, r.Race = p.Seed, p.Controlled(), reportRace(o.Result)
	if r.Controlled && o.Schedule != "" {
		r.Schedule = &o.Schedule
	}
	if o.Err != nil {
		text := o.Err.Error()
		r.Error = &text
		if o.Status == Deadlocked {
			r.Deadlock = reportDeadlock(v, text)
		}
	}
	if r.Goals = Goals(p, v, o); r.Goals == nil {
		r.Goals = []Goal{}
	}
	r.Guards = []ReportGuard{}
	for _, g := range insight.Guards(v) {
		r.Guards = append(r.Guards, ReportGuard{v.Obj(g.Value).Info.Name, v.Obj(g.Lock).Info.Name, g.With, g.Of})
	}
	warnings, patterns := insight.Findings(v)
	r.Warnings, r.Patterns = reportFindings(v, warnings), reportFindings(v, patterns)
	for _, l := range s.Lanes {
		r.Lanes = append(r.Lanes, reportLane(l))
	}
	for _, p := range insight.Pools(v) {
		r.Pools = append(r.Pools, reportPool(p))
	}
	for _, l := range insight.Loops(v) {
		r.Loops = append(r.Loops, reportLoop(v, l))
	}
	for _, x := range s.Objects {
		r.Primitives = append(r.Primitives, ReportPrimitive{
			ID: int(x.Info.ID), Name: x.Info.Name, Kind: x.Info.Kind.String(), Acquires: x.Acquires, Contended: x.Contended,
			WaitS: secs(x.Wait), HoldS: secs(x.Hold), Forced: x.Forced,
		})
	}
	return r
}

// reportDeadlock tells the deadlock in which a recording ends.
func reportDeadlock(v *trace.View, words string) *ReportDeadlock {
	r := &ReportDeadlock{AtS: secs(v.End()), Cycle: []ReportWaitsEdge{}, Words: words}
	if d := insight.Stuck(v, v.End()); d != nil {
		r.AtS, r.Words = secs(d.At), d.Words(v)
		for _, e := range d.Edges(v) {
			r.Cycle = append(r.Cycle, ReportWaitsEdge(e))
		}
	}
	return r
}

func reportFindings(v *trace.View, found []insight.Finding) []ReportFinding {
	out := []ReportFinding{}
	for _, f := range found {
		x := ReportFinding{
			Kind: f.Kind, Words: f.Words(v), Cure: f.Cure(v), FromS: secs(f.From), ToS: secs(f.To),
			Workers: []string{}, Objects: []string{}, Figure: f.Figure, Limit: f.Limit, Unit: f.Unit, Count: f.Count,
		}
		for _, l := range f.Lanes {
			if lane := v.Lane(l); lane != nil {
				x.Workers = append(x.Workers, lane.Info.Name)
			}
		}
		for _, o := range f.Objs {
			if obj := v.Obj(o); obj != nil {
				x.Objects = append(x.Objects, obj.Info.Name)
			}
		}
		out = append(out, x)
	}
	return out
}

func reportLane(l insight.LaneSummary) ReportLane {
	x := ReportLane{
		ID: int(l.Info.ID), Name: l.Info.Name, Kind: l.Info.Kind.String(), PID: l.Info.PID, PPID: l.Info.PPID, TID: l.Info.TID,
		States: map[string]float64{}, Cores: []int{},
	}
	for st := trace.StateRunning; st < trace.NumStates; st++ {
		x.States[st.String()] = secs(l.States[st])
	}
	for _, c := range l.Cores {
		x.Cores = append(x.Cores, int(c))
	}
	if l.Info.Kind == trace.LaneProcess {
		x.Phases = &ReportPhases{
			secs(l.Spent[trace.OverheadStart]), secs(l.Spent[trace.OverheadRuntime]), secs(l.Spent[trace.OverheadImport]),
			secs(l.Spent[trace.OverheadReceive]), secs(l.Spent[trace.OverheadReady]),
		}
	}
	if m := l.Info.Memory; m.RSS > 0 {
		x.Memory = &ReportMemory{m.RSS, m.Shared, m.Private}
	}
	if l.Info.Exited {
		if l.Info.Signal != 0 {
			x.Signal = &l.Info.Signal
		} else {
			x.Exit = &l.Info.Exit
		}
	}
	return x
}
