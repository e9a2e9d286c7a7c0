package trace

// This file holds telling a recording in other words: the same events, with
// other names and texts.

import (
	"cmp"
	"fmt"
	"slices"
)

// Retold is a copy of a recording that has ended, with every name of a lane or
// an object and every text replaced by what say makes of it. What is longer than
// a name or a text can be is cut.
func (r *Recording) Retold(say func(string) string) (*Recording, error) {
	from := r.arena
	a, err := NewArenaFor(make([]byte, MinArenaBytes+BytesForMore(from.Lanes())), from.Lanes(), nil)
	if err != nil {
		return nil, fmt.Errorf("retell the recording: %w", err)
	}
	a.Begin(1)
	for l := range Lane(from.Lanes()) {
		info, _ := from.LaneInfo(l + 1)
		info.Name = say(info.Name)
		if err := a.PutLane(info); err != nil {
			return nil, fmt.Errorf("retell the recording: %w", err)
		}
	}
	for o := range Obj(from.Objs()) {
		info, _ := from.ObjInfo(o + 1)
		info.Name = say(info.Name)
		if _, err := a.AddObj(info); err != nil {
			return nil, fmt.Errorf("retell the recording: %w", err)
		}
	}
	for n := range int64(from.Texts()) {
		if _, err := a.AddText(say(from.Text(n + 1))); err != nil {
			return nil, fmt.Errorf("retell the recording: %w", err)
		}
	}
	events := &Packed{}
	if r.packed != nil {
		r.Each(events.Put)
	} else {
		r.inOrder(events.Put)
	}
	end, _ := from.Ended()
	a.AddDropped(from.Dropped())
	a.Finish(end)
	return Sealed(a, events), nil
}

// inOrder calls f with every event, in the order of time.
func (r *Recording) inOrder(f func(Event)) {
	var all []Event
	r.Each(func(e Event) { all = append(all, e) })
	slices.SortStableFunc(all, func(a, b Event) int { return cmp.Compare(a.Time, b.Time) })
	for _, e := range all {
		f(e)
	}
}

// PutLane enters a lane with all that is known of it, as AddLane does with what
// is known at its beginning.
func (a *Arena) PutLane(info LaneInfo) error {
	l, err := a.AddLane(info)
	if err != nil {
		return err
	}
	if info.Exited {
		a.SetLaneExit(l, info.Exit, info.Signal)
	}
	a.SetLaneMemory(l, info.Memory)
	return nil
}
