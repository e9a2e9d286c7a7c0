package timeline

// This file puts workers' lanes that belong together under a title, which folds
// them into one row.

import (
	"strings"

	"corelanes/engine/trace"
	"corelanes/widgets/paint"
	"corelanes/widgets/words"
)

// Grouping is by what the workers' lanes stand together.
type Grouping uint8

// The groupings.
const (
	Ungrouped    Grouping = iota
	ByProcess             // of one process
	ByKind                // threads, processes, tasks …
	ByStarter             // started by one lane
	ByPool                // of one name but for its number, as the workers of a pool are
	NumGroupings          // how many there are
)

// SetGrouping puts the workers' lanes into groups.
func (t *Timeline) SetGrouping(g Grouping) {
	t.arrange(func(a *arrangement) { a.grouping, a.foldedGroups = g, nil })
}

// Grouping is by what the workers' lanes stand together.
func (t *Timeline) Grouping() Grouping { return t.arranged.grouping }

// FoldGroups folds all groups, or unfolds them.
func (t *Timeline) FoldGroups(folded bool) {
	t.arrange(func(a *arrangement) {
		for _, g := range a.groups {
			put(&a.foldedGroups, g.Name, folded)
		}
	})
}

// toggleGroup folds or unfolds the group of a row.
func (t *Timeline) toggleGroup(r paint.Row) {
	if all := t.arranged.groups; r.Group < len(all) {
		g := all[r.Group]
		t.arrange(func(a *arrangement) { put(&a.foldedGroups, g.Name, !g.Folded) })
	}
}

// group puts the arranged rows into groups, in the order in which each has its first
// lane; pinned lanes stay before all groups.
func (t *Timeline) group() {
	a := &t.arranged
	a.groups = nil
	if a.grouping == Ungrouped {
		return
	}
	place := map[string]int{}
	var free []paint.Row
	var members [][]paint.Row
	for _, r := range a.rows {
		if a.pinned[r.Lane] {
			free = append(free, r)
			continue
		}
		name := t.groupOf(r.Lane)
		i, known := place[name]
		if !known {
			i = len(a.groups)
			place[name] = i
			a.groups = append(a.groups, paint.Group{Name: name, Folded: a.foldedGroups[name]})
			members = append(members, nil)
		}
		r.Depth = 0
		a.groups[i].Lanes = append(a.groups[i].Lanes, r.Lane)
		members[i] = append(members[i], r)
	}
	a.rows = free
	for i := range a.groups {
		a.rows = append(a.rows, paint.Row{Kind: paint.RowGroup, Section: paint.Workers, Group: i})
		if !a.groups[i].Folded {
			a.rows = append(a.rows, members[i]...)
		}
	}
}

// groupOf is the title of the group that a lane belongs to.
func (t *Timeline) groupOf(l trace.Lane) string {
	info := t.view.Lane(l).Info
	switch t.arranged.grouping {
	case ByProcess:
		return words.X("w.group.process", words.With{"Name": t.processName(info), "PID": info.PID})
	case ByKind:
		return words.X("w.group.kind." + info.Kind.String())
	case ByStarter:
		if info.Parent == 0 || t.view.Lane(info.Parent) == nil {
			return words.X("w.group.run")
		}
		return words.X("w.group.starter", words.With{"Name": paint.LaneName(t.view, info.Parent)})
	case ByPool:
		if name := strings.TrimRight(strings.TrimRight(info.Name, "0123456789"), "-_ #"); name != "" {
			return name
		}
	}
	return paint.LaneName(t.view, l)
}

// processName is the name of the lane that began a lane's process.
func (t *Timeline) processName(info trace.LaneInfo) string {
	for at := info; ; {
		up := t.view.Lane(at.Parent)
		if up == nil || up.Info.PID != info.PID || at.Parent >= at.ID {
			return paint.LaneName(t.view, at.ID)
		}
		at = up.Info
	}
}
