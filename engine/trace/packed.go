package trace

// This file holds the recording of a run that is over, as it is read from a
// file: nobody writes any more, so its events need not lie where processes could
// put them, and are kept in 24 bytes instead of 32.
//
// They come in the order of time, and lie in slabs. Within a slab those of one
// lane lie together, in their order: what is asked for is nearly always one
// lane's, and memory is fetched by the line.

import (
	"context"
	"slices"
)

const (
	slabBits = 16
	slabLen  = 1 << slabBits
	// shift makes times positive: see minTime.
	shift = Time(1) << 30
	// wide marks a kind whose Arg stands elsewhere.
	wide = 0x80
	// maxShort is the first Arg that has no room beside the core.
	maxShort = 1 << 47
)

// packed is an event in 24 bytes: time and the lane's lower 16 bits; sequence
// number, object, the lane's upper 2 bits, kind and slot; argument and core.
type packed [3]uint64

// Objects and lanes have so many bits.
const (
	_ = uint(1<<14 - 1 - maxObjs)
	_ = uint(1<<18 - 1 - maxLanes)
)

// Packed collects the events of a run that is over. The zero Packed is empty.
type Packed struct {
	slabs  [][]packed
	order  [][]uint16 // of each slab: where its events went, in the order they came
	wide   []int64    // arguments that need more than 48 bits
	absurd uint64
	last   Time
	jumbly bool // an event came after a later one
	most   Time // the latest
}

// Put adds an event. One that makes no sense is counted instead.
func (p *Packed) Put(e Event) {
	if !e.sensible() {
		p.absurd++
		return
	}
	n := len(p.slabs)
	if n == 0 || len(p.slabs[n-1]) == slabLen {
		if n > 0 {
			p.gather(n - 1)
		}
		p.slabs = append(p.slabs, make([]packed, 0, slabLen))
		n++
	}
	kind, arg := uint64(e.Kind), e.Arg
	if arg >= maxShort || arg < -maxShort {
		kind |= wide
		p.wide = append(p.wide, arg)
		arg = int64(len(p.wide) - 1)
	}
	p.slabs[n-1] = append(p.slabs[n-1], packed{
		uint64(e.Time+shift)<<16 | uint64(e.Lane)&0xFFFF,
		uint64(e.Seq)<<32 | uint64(e.Obj)<<18 | uint64(e.Lane)>>16<<16 | kind<<8 | uint64(e.Slot),
		uint64(arg)<<16 | uint64(uint16(e.Core)),
	})
	p.jumbly = p.jumbly || e.Time < p.last
	p.last = e.Time
	p.most = max(p.most, e.Time)
}

// Len is how many events there are.
func (p *Packed) Len() int {
	if len(p.slabs) == 0 {
		return 0
	}
	return (len(p.slabs)-1)*slabLen + len(p.slabs[len(p.slabs)-1])
}

// Latest is the time of the latest event, 0 of none.
func (p *Packed) Latest() Time { return p.most }

// gather brings each lane's events of a slab together.
func (p *Packed) gather(n int) {
	slab := p.slabs[n]
	most := Lane(0)
	for i := range slab {
		most = max(most, slab[i].lane())
	}
	next := make([]int32, most+2)
	for i := range slab {
		next[slab[i].lane()+1]++
	}
	for l := range next[1:] {
		next[l+1] += next[l]
	}
	order, out := make([]uint16, len(slab)), make([]packed, len(slab))
	for i := range slab {
		at := &next[slab[i].lane()]
		order[i], out[*at] = uint16(*at), slab[i]
		*at++
	}
	p.order = append(p.order, order)
	p.slabs[n] = out
}

func (x *packed) lane() Lane { return Lane(x[0]&0xFFFF | x[1]&0x30000) }
func (x *packed) time() Time { return Time(x[0]>>16) - shift }
func (x *packed) obj() Obj   { return Obj(x[1] >> 18 & 0x3FFF) }
func (x *packed) kind() Kind { return Kind(x[1] >> 8 & (wide - 1)) }

func (p *Packed) at(x ref) *packed { return &p.slabs[x>>slabBits][x&(slabLen-1)] }

func (p *Packed) event(x ref) Event {
	w := p.at(x)
	e := Event{
		Time: w.time(), Arg: int64(w[2]) >> 16, Obj: w.obj(), Seq: uint32(w[1] >> 32),
		Lane: w.lane(), Core: Core(w[2]), Kind: w.kind(), Slot: Slot(w[1]),
	}
	if w[1]>>8&wide != 0 {
		e.Arg = p.wide[e.Arg]
	}
	return e
}

// inOrder is every event's place, in the order of time.
func (p *Packed) inOrder(yield func(x ref) bool) {
	if p.jumbly {
		all := make([]ref, 0, p.Len())
		for x := range p.asCame {
			all = append(all, x)
		}
		slices.SortStableFunc(all, func(a, b ref) int { return int(p.at(a).time() - p.at(b).time()) })
		for _, x := range all {
			if !yield(x) {
				return
			}
		}
		return
	}
	p.asCame(yield)
}

// asCame is every event's place, in the order in which they were put.
func (p *Packed) asCame(yield func(x ref) bool) {
	for s, order := range p.order {
		for _, i := range order {
			if !yield(ref(s<<slabBits) + ref(i)) {
				return
			}
		}
	}
}

// Sealed makes the recording of a run that is over: a has its lanes, objects
// and texts and is finished, events are all its events. Neither may be used for
// anything else afterwards.
func Sealed(a *Arena, events *Packed) *Recording {
	r, _ := SealedUntil(context.Background(), a, events) // which never ends
	return r
}

// SealedUntil is Sealed; when ctx ends before it is done, there is no recording, and
// its error is the error.
func SealedUntil(ctx context.Context, a *Arena, events *Packed) (*Recording, error) {
	r := NewRecording(a)
	if n := len(events.slabs); n > len(events.order) {
		events.gather(n - 1)
	}
	r.packed, r.absurd = events, events.absurd
	end, _ := a.Ended()
	r.reserve()
	seen := 0
	for x := range events.inOrder {
		if seen++; seen%slabLen == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if e := events.event(x); e.Time <= end {
			r.enter(x, &e)
			r.events++
		}
	}
	r.settle()
	r.tighten()
	r.end, r.done = max(r.end, min(end, maxTime)), true
	return r, nil
}

// tighten gives back what was reserved for more than came.
func (r *Recording) tighten() {
	for _, o := range r.objs {
		o.track.tighten()
		o.checks.at, o.checks.data = tight(o.checks.at), tight(o.checks.data)
	}
	for _, t := range r.cores {
		t.tighten()
	}
	for _, s := range r.counters {
		s.tighten()
	}
}

func (t *holdTrack) tighten() {
	t.words, t.marks, t.whens = tight(t.words), tight(t.marks), tight(t.whens)
	t.depths, t.peaks = tight(t.depths), tight(t.peaks)
}

// tight is s without much room to grow.
func tight[T any](s []T) []T {
	if cap(s)-len(s) <= len(s)/32 {
		return s
	}
	return append(make([]T, 0, len(s)), s...)
}

// reserve makes room for what is about to be entered, so that nothing is
// larger than it must be.
func (r *Recording) reserve() {
	lanes := make([]struct{ spans, marks, lines int }, r.arena.Lanes()+1)
	objs := make([]int, r.arena.Objs()+1)
	gil := make([]bool, len(objs))
	for o := range gil {
		gil[o] = r.arena.objKind(Obj(o)) == ObjGIL
	}
	log := 0
	for _, slab := range r.packed.slabs {
		for i := range slab {
			x := &slab[i]
			kind, lane, obj := x.kind(), int(x.lane()), int(x.obj())
			switch kind {
			case KindSample, KindCPU, KindCost:
				continue
			case KindState, KindEnd, KindStop:
				if lane < len(lanes) {
					lanes[lane].spans++
				}
				continue
			}
			log++
			if obj < len(objs) && x[1]>>32 != 0 {
				objs[obj]++
			}
			if lane < len(lanes) && (obj >= len(objs) || !gil[obj]) {
				if kind == KindLine {
					lanes[lane].lines++
				} else {
					lanes[lane].marks++
				}
			}
		}
	}
	r.log = make([]ref, 0, log)
	for i := 1; i < len(lanes); i++ {
		l := r.lane(Lane(i))
		l.spans = make([]ref, 0, lanes[i].spans)
		l.track.reserve(lanes[i].spans)
		l.marks = make([]ref, 0, lanes[i].marks)
		l.lines = make([]ref, 0, lanes[i].lines)
	}
	for i := 1; i < len(objs); i++ {
		r.obj(Obj(i)).events = make([]ref, 0, objs[i])
	}
}
