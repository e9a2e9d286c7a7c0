package explore

// This file holds the tab Processes: the operating system's view of the run's
// processes at the playhead.

import (
	"sort"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/skin"
	"corelanes/app/text"
	"corelanes/engine/trace"
	"corelanes/widgets/words"
)

// processes is the tab: a list with a row for each process.
type processes struct {
	list *widget.List
	rows []process
	none *widget.Label
}

// process is one row.
type process struct{ head, ids, uses string }

func newProcesses() *processes { return &processes{} }

func (p *processes) build() fyne.CanvasObject {
	p.list = widget.NewList(
		func() int { return len(p.rows) },
		func() fyne.CanvasObject {
			head := widget.NewLabel("")
			head.TextStyle.Bold = true
			ids, uses := widget.NewLabel(""), widget.NewLabel("")
			ids.Importance = widget.LowImportance
			for _, l := range []*widget.Label{head, ids, uses} {
				l.Truncation = fyne.TextTruncateEllipsis
			}
			return container.New(&skin.Stacked{}, head, ids, uses)
		},
		func(i widget.ListItemID, o fyne.CanvasObject) {
			if i >= len(p.rows) {
				return
			}
			box := o.(*fyne.Container).Objects // made above
			for n, s := range []string{p.rows[i].head, p.rows[i].ids, p.rows[i].uses} {
				box[n].(*widget.Label).SetText(s) // made above
			}
		})
	p.none = widget.NewLabel(text.X("a.process.none"))
	p.none.Wrapping = fyne.TextWrapWord
	return container.NewStack(p.none, p.list)
}

// show shows the processes of a recording at an instant.
func (p *processes) show(v *trace.View, at trace.Time) {
	p.rows = processRows(v, at)
	if len(p.rows) == 0 {
		p.none.Show()
	} else {
		p.none.Hide()
	}
	p.list.Refresh()
}

// processRows are the processes in the order of their first lanes.
func processRows(v *trace.View, at trace.Time) (out []process) {
	if v == nil {
		return nil
	}
	lanes := map[int][]*trace.LaneView{}
	var pids []int
	for i := range v.Lanes() {
		l := &v.Lanes()[i]
		pid := l.Info.PID
		if pid == 0 {
			continue
		}
		if lanes[pid] == nil {
			pids = append(pids, pid)
		}
		lanes[pid] = append(lanes[pid], l)
	}
	for _, pid := range pids {
		out = append(out, row(v, lanes[pid], at))
	}
	return out
}

func row(v *trace.View, lanes []*trace.LaneView, at trace.Time) process {
	first := &lanes[0].Info
	ids := text.X("a.process.ids", text.With{"PID": strconv.Itoa(first.PID), "PPID": strconv.Itoa(first.PPID)})
	return process{names(lanes), ids, strings.Join(uses(v, lanes, at), " · ")}
}

// namesShown is how many lanes of a process are named.
const namesShown = 4

func names(lanes []*trace.LaneView) string {
	var out []string
	for _, l := range lanes[:min(len(lanes), namesShown)] {
		out = append(out, l.Info.Name)
	}
	s := strings.Join(out, ", ")
	if more := len(lanes) - namesShown; more > 0 {
		s += " " + text.N("a.process.more", more)
	}
	return s
}

// uses is what the operating system told of the process at the instant, and
// how it ended.
func uses(v *trace.View, lanes []*trace.LaneView, at trace.Time) (out []string) {
	mine := map[trace.Lane]bool{}
	for _, l := range lanes {
		mine[l.Info.ID] = true
	}
	u := words.Units()
	found := map[string]int64{}
	for i := range v.Objs() {
		info := &v.Objs()[i].Info
		if info.Kind == trace.ObjCounter && mine[info.Lane] {
			if x, ok := sampleAt(v.Samples(info.ID), at); ok {
				found[info.Name] = x
			}
		}
	}
	if n, ok := found["threads"]; ok {
		out = append(out, text.N("a.who.threads", int(n)))
	}
	if n, ok := found["rss"]; ok {
		out = append(out, u.Size(n))
	}
	if n, ok := found["cpu"]; ok {
		out = append(out, text.X("a.process.cpu", text.With{"CPU": u.Percent(float64(n) / 1000)}))
	}
	for _, l := range lanes {
		if l.Info.Exited && at >= v.End() {
			return append(out, exit(&l.Info))
		}
	}
	return out
}

func exit(i *trace.LaneInfo) string {
	if i.Signal != 0 {
		return text.X("a.process.signal", text.With{"Signal": strconv.Itoa(i.Signal)})
	}
	return text.X("a.process.exit", text.With{"Code": strconv.Itoa(i.Exit)})
}

// sampleAt is the latest value at an instant.
func sampleAt(s []trace.Sample, at trace.Time) (int64, bool) {
	i := sort.Search(len(s), func(i int) bool { return s[i].Time > at })
	if i == 0 {
		return 0, false
	}
	return s[i-1].Value, true
}
