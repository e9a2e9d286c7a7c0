package trace

// This file holds what a counter was, sample after sample, and beside every few
// samples the least and the greatest of them: a painter asks for those of each pixel,
// and pays by its pixels, not by the samples.

import "slices"

// extremesEvery is how many samples share a least and a greatest.
const extremesEvery = 32

// series is a growing counter, or a snapshot of one.
type series struct {
	samples  []Sample
	extremes []extreme // of each extremesEvery of them
}

type extreme struct{ least, greatest int64 }

func (s *series) add(x Sample) {
	s.samples = append(s.samples, x)
	if n := len(s.samples); n%extremesEvery == 0 {
		s.extremes = append(s.extremes, over(s.samples[n-extremesEvery:]))
	}
}

// over is the least and the greatest value of samples, of which there are some.
func over(samples []Sample) extreme {
	e := extreme{samples[0].Value, samples[0].Value}
	for _, s := range samples[1:] {
		e.with(extreme{s.Value, s.Value})
	}
	return e
}

func (e *extreme) with(o extreme) {
	e.least, e.greatest = min(e.least, o.least), max(e.greatest, o.greatest)
}

// between is the least and the greatest of samples lo … hi-1, of which there are some.
func (s *series) between(lo, hi int) extreme {
	first, last := (lo+extremesEvery-1)/extremesEvery, hi/extremesEvery // whole blocks
	if first >= last {
		return over(s.samples[lo:hi])
	}
	e := s.extremes[first]
	for _, o := range s.extremes[first+1 : last] {
		e.with(o)
	}
	for _, rest := range [][]Sample{s.samples[lo : first*extremesEvery], s.samples[last*extremesEvery : hi]} {
		if len(rest) > 0 {
			e.with(over(rest))
		}
	}
	return e
}

func (s *series) tighten() {
	s.samples, s.extremes = tight(s.samples), slices.Clip(s.extremes)
}

// Samples are the values of a counter, in time order. Not to be changed.
func (v *View) Samples(o Obj) []Sample { return v.counters[o].samples }

// Extremes are the least and the greatest of a counter's samples lo … hi-1, of which
// there must be some.
func (v *View) Extremes(o Obj, lo, hi int) (least, greatest int64) {
	s := v.counters[o]
	e := s.between(lo, hi)
	return e.least, e.greatest
}
