package explore

// This file holds the tab Processes: the operating system's view of the run's
// processes at the playhead.

import (
	"image/color"
	"sort"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/conduct"
	"corelanes/app/skin"
	"corelanes/app/text"
	"corelanes/engine"
	"corelanes/engine/trace"
	"corelanes/widgets/words"
)

// processes is the tab: a list with a row for each process, and below it the
// signals that can be sent to the one that is chosen.
type processes struct {
	choose  func(trace.Lane)
	list    *widget.List
	rows    []process
	machine *widget.Label // what all of them use
	none    *widget.Label
	told    *widget.Label // whom signals go to, or why one did not
	signals []*widget.Button
	footer  fyne.CanvasObject
	chosen  int         // the process id, 0 none
	run     *engine.Run // the one on show, nil when it has ended or is read from a file
}

// process is one row.
type process struct {
	head, ids, uses string
	name            string
	letter          string // the operating system's, "" if not told
	threads, rss    int64  // 0 if not told
	lane            trace.Lane
	pid             int
	alive           bool // and by itself: signals can be sent
}

func newProcesses(choose func(trace.Lane)) *processes { return &processes{choose: choose} }

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
	p.list.OnSelected = func(i widget.ListItemID) {
		if i < len(p.rows) {
			p.chosen = p.rows[i].pid
			p.choose(p.rows[i].lane)
			p.tell("")
		}
	}
	p.none = widget.NewLabel(text.X("a.process.none"))
	p.none.Wrapping = fyne.TextWrapWord
	p.machine = widget.NewLabel("")
	p.machine.Wrapping = fyne.TextWrapWord
	return container.NewBorder(p.machine, p.buildSignals(), nil, nil, container.NewStack(p.none, p.list))
}

// buildSignals makes the buttons.
func (p *processes) buildSignals() fyne.CanvasObject {
	p.told = widget.NewLabel("")
	p.told.Wrapping = fyne.TextWrapWord
	p.signals = nil
	row := container.NewGridWithColumns(len(engine.Signals()))
	for _, name := range engine.Signals() {
		b := widget.NewButton(name, func() { p.send(name) })
		p.signals = append(p.signals, b)
		row.Add(b)
	}
	corner := canvas.NewRectangle(color.Transparent) // the panel's question mark stands there
	corner.SetMinSize(fyne.NewSquareSize(theme.IconInlineSize() + 2*theme.InnerPadding()))
	p.footer = container.NewVBox(widget.NewSeparator(), p.told, container.NewBorder(nil, nil, nil, corner, row))
	p.tell("")
	return p.footer
}

// send sends the chosen process a signal.
func (p *processes) send(name string) {
	r, ok := p.chosenRow()
	if !ok || p.run == nil {
		return
	}
	wrong := ""
	if err := p.run.Signal(r.lane, name); err != nil {
		wrong = text.X("a.process.notsent", text.With{"Signal": name, "PID": strconv.Itoa(r.pid)})
	}
	p.tell(wrong)
}

func (p *processes) chosenRow() (process, bool) {
	for _, r := range p.rows {
		if r.pid == p.chosen {
			return r, true
		}
	}
	return process{}, false
}

// tell says whom signals go to, or what went wrong, and lets the buttons be
// pressed that do something.
func (p *processes) tell(wrong string) {
	r, ok := p.chosenRow()
	say := text.X("a.process.choose")
	switch {
	case wrong != "":
		say = wrong
	case ok && r.alive:
		say = text.X("a.process.send", text.With{"Name": r.name, "PID": strconv.Itoa(r.pid)})
	case ok:
		say = text.X("a.process.gone", text.With{"PID": strconv.Itoa(r.pid)})
	}
	if p.told.Text != say {
		p.told.SetText(say)
	}
	for _, b := range p.signals {
		if can := ok && r.alive && p.run != nil; can == b.Disabled() {
			if can {
				b.Enable()
			} else {
				b.Disable()
			}
		}
	}
	seen(p.footer, p.run != nil)
}

// show shows the processes of a frame's recording at an instant.
func (p *processes) show(f *conduct.Frame, at trace.Time) {
	p.run = nil
	if f.Outcome == nil && f.Phase == conduct.Running {
		p.run = f.Run
	}
	p.rows = processRows(f.View, at)
	if line := machineLine(f.View, p.rows, at); line != p.machine.Text {
		p.machine.SetText(line)
	}
	seen(p.machine, p.machine.Text != "")
	p.tell("")
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
	letter, told := stateLetter(v, lanes, at)
	if told != "" {
		told = " · " + told
	}
	samples := latest(v, lanes, at)
	return process{
		head: strings.TrimSpace(letter + "  " + names(lanes)), ids: ids + told, uses: strings.Join(uses(samples, lanes, at), " · "),
		name: names(lanes), letter: letter, threads: samples["threads"], rss: samples["rss"], lane: first.ID, pid: first.PID, alive: engine.OwnProcess(*first) && !first.Exited,
	}
}

// stateLetter is the letter that the operating system showed of the process at
// the instant, and what it means; "" where it was not told.
func stateLetter(v *trace.View, lanes []*trace.LaneView, at trace.Time) (letter, means string) {
	for i := range v.Objs() {
		info := &v.Objs()[i].Info
		if info.Kind == trace.ObjCounter && info.Unit == trace.UnitLetter && info.Lane == lanes[0].Info.ID {
			if x, ok := sampleAt(v.Samples(info.ID), at); ok {
				letter = string(rune(x))
			}
		}
	}
	if hasEnded(lanes[0], at) && letter != "Z" {
		letter = "X"
	}
	if letter == "" {
		return "", ""
	}
	return letter, text.Or("a.process.state."+letter, letter)
}

// hasEnded says whether a lane's process had ended at the instant.
func hasEnded(l *trace.LaneView, at trace.Time) bool {
	if l.Len() == 0 || !l.Info.Exited {
		return false
	}
	last, _ := l.Span(l.Len() - 1)
	return last.State == trace.StateNone && last.From <= at
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

// latest is what the operating system told last of the process until the instant,
// by the counters' names.
func latest(v *trace.View, lanes []*trace.LaneView, at trace.Time) map[string]int64 {
	mine := map[trace.Lane]bool{}
	for _, l := range lanes {
		mine[l.Info.ID] = true
	}
	found := map[string]int64{}
	for i := range v.Objs() {
		info := &v.Objs()[i].Info
		if info.Kind == trace.ObjCounter && mine[info.Lane] {
			if x, ok := sampleAt(v.Samples(info.ID), at); ok {
				found[info.Name] = x
			}
		}
	}
	return found
}

// uses is that in words, and how the process ended.
func uses(found map[string]int64, lanes []*trace.LaneView, at trace.Time) (out []string) {
	u := words.Units()
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
		if hasEnded(l, at) {
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
