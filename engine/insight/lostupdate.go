package insight

// This file holds which updates of a shared number were lost.
//
// Every write is recorded, and before one that was made of an older version
// than the last, which version that was. So each version has a parent: the one
// it was made of, else the one before it. The last version's ancestors are the
// updates that counted; the others are lost.

import "corelanes/engine/trace"

// LostUpdates is how many updates of shared numbers were lost.
func LostUpdates(v *trace.View) (n int) {
	for _, f := range lostUpdates(v) {
		n += int(f.Figure)
	}
	return n
}

// lostUpdates are the numbers of which updates were lost, and how many.
func lostUpdates(v *trace.View) (out []Finding) {
	type lane struct {
		obj trace.Obj
		who trace.Lane
	}
	stale := map[lane]int64{}                  // the version read, by who is about to write over later ones
	parents := map[trace.Obj]map[int64]int64{} // of the versions that were made of an old one
	found := map[trace.Obj]*Finding{}
	for i := range v.LogLen() {
		e := v.Log(i)
		by := lane{e.Obj, e.Lane}
		switch {
		case e.Kind == trace.KindRead && e.Slot == trace.ReadStale && v.Obj(e.Obj) != nil:
			stale[by] = e.Arg
			f := found[e.Obj]
			if f == nil {
				f = &Finding{Kind: LostUpdate, Objs: []trace.Obj{e.Obj}, From: e.Time, Limit: 1, Lanes: []trace.Lane{e.Lane}}
				if o := v.Obj(e.Obj); e.Arg >= 0 && int(e.Arg) < o.Len() {
					f.Lanes = addLane(f.Lanes, o.Event(int(e.Arg)).Lane) // who wrote the first version that it has not seen
				}
				found[e.Obj], parents[e.Obj] = f, map[int64]int64{}
			}
			f.Count++
			f.To = e.Time
		case e.Kind == trace.KindSet && len(stale) > 0:
			if read, is := stale[by]; is {
				parents[e.Obj][int64(e.Seq)] = read
				delete(stale, by)
			}
		}
	}
	for i := range v.Objs() {
		o := &v.Objs()[i]
		f := found[o.Info.ID]
		if f == nil || o.Len() == 0 {
			continue
		}
		counted := 0
		for n := int64(o.Event(o.Len() - 1).Seq); n > 0; counted++ {
			if read, is := parents[o.Info.ID][n]; is && read < n {
				n = read
			} else {
				n--
			}
		}
		f.Figure = float64(max(0, o.Len()-counted))
		out = append(out, *f)
	}
	return out
}
