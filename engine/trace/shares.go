package trace

// This file holds the level-of-detail index: for one track, how much of the
// time each class (a state, an owner) had, up to evenly spaced moments.
//
// Why: a frame must cost time by its pixels, not by the run's events. When
// thousands of spans fall on one pixel, the pixel shows the share of each
// class in it.
//
// How: at every multiple of a bin's width the index keeps a mark, the sum of
// each class's time since the run began. The share of any stretch is then the
// difference of two sums. A pixel's border seldom lies on a mark: what is
// between is added span by span, or, where the bin holds a crowd of spans and
// is a small part of a pixel, in proportion. So pixels are exact, or
// nearly (see crowd).
//
// When there are more marks than the track's spans deserve, every second one
// is dropped and the bins are twice as wide. When the track has twice the
// spans it is indexed anew, more finely, up to maxBins bins (2 MB). So the
// index costs memory by the spans and is bounded however long the run, and a
// burst in a quiet run is seen sharply.
//
// Because finished marks never change, a snapshot is a copy of the slice's
// header, and a painter reads it without a lock while the run goes on.

// NumClasses is how many classes a track tells apart, class 0 (nothing, or
// nobody) not counted.
const NumClasses = int(NumStates) - 1

// Share says how much of a stretch of time each class had, each in 0 … 1;
// index 0 is class 1. What is missing from 1 is class 0.
type Share [NumClasses]float32

const (
	indexFrom    = 1 << 12 // how many spans a track has before it is worth an index
	maxBins      = 1 << 15
	spansPerBin  = 4  // on the average, until there are maxBins bins
	firstBinBits = 10 // the bins are 2^10 ns wide at first
)

// sums is how long each class lasted, ns.
type sums [NumClasses]int64

func (s *sums) add(class uint8, d Time) {
	if class != 0 {
		s[class-1] += int64(d)
	}
}

// mark is what was summed up to a multiple of the bin's width.
type mark struct {
	sum  sums
	span uint32 // the span under way there
}

// sumIndex is the growing index of one track.
type sumIndex struct {
	bits  uint // bins are 1<<bits ns wide
	limit int  // how many bins there may be
	marks []mark
	sum   sums // of all spans that were added
}

// reindexAt says whether a track that now has n spans is to be indexed anew.
func reindexAt(n int) bool { return n >= indexFrom && n <= maxBins*spansPerBin && n&(n-1) == 0 }

// newSumIndex makes the index of a track that has n spans.
func newSumIndex(n int) *sumIndex {
	return &sumIndex{bits: firstBinBits, limit: min(maxBins, n/spansPerBin), marks: make([]mark, 1)}
}

// add sums up the track's span number n. Each begins where the last one ended;
// the first at 0.
func (x *sumIndex) add(n int, class uint8, from, to Time) {
	for next := Time(len(x.marks)) << x.bits; to >= next; next = Time(len(x.marks)) << x.bits {
		x.sum.add(class, max(0, next-from))
		from = max(from, next)
		x.marks = append(x.marks, mark{x.sum, uint32(max(n, 0))})
		if bins := len(x.marks) - 1; bins >= x.limit && bins%2 == 0 {
			x.halve()
		}
	}
	x.sum.add(class, max(0, to-from))
}

// halve drops every second mark.
func (x *sumIndex) halve() {
	half := make([]mark, 0, x.limit+2)
	for i := 0; i < len(x.marks); i += 2 {
		half = append(half, x.marks[i])
	}
	x.marks = half
	x.bits++
}

// snapshot is an index as it was, safe to read while the original grows.
type snapshot struct {
	bits  uint
	marks []mark
}

func (x *sumIndex) snapshot() snapshot {
	if x == nil {
		return snapshot{}
	}
	return snapshot{x.bits, x.marks}
}

// end is how far the snapshot reaches.
func (s snapshot) end() Time { return Time(max(0, len(s.marks)-1)) << s.bits }

// track is what an index is of: spans one after another.
type track interface {
	// ahead adds to sum how long each class lasted in [from, to); span i is the
	// one under way at from.
	ahead(i int, from, to Time, sum *sums)
	// back subtracts that; span i is the one under way at to.
	back(i int, from, to Time, sum *sums)
}

// crowd is how many spans a bin may hold for a painter to visit them for a
// border in it. Of m random spans the share of one class in a part of the bin is
// about 1/(6√m) of the bin beside the proportion; this keeps that, seldom more
// than four times as much, under 0.3 % of a pixel px ns wide.
func (s snapshot) crowd(px float64) uint32 {
	const most = 512
	bins := 50 * float64(int64(1)<<s.bits) / px
	return uint32(min(most, bins*bins))
}

// sumAt is how long each class had lasted at t, which the snapshot reaches.
// Bins with more spans than crowd are taken in proportion.
func (s snapshot) sumAt(t track, at Time, crowd uint32) sums {
	i := int(at >> s.bits)
	m := &s.marks[i]
	sum, begin := m.sum, Time(i)<<s.bits
	if at == begin {
		return sum
	}
	next, end := &s.marks[i+1], Time(i+1)<<s.bits
	switch {
	case next.span-m.span > crowd:
		part := float64(at-begin) / float64(end-begin)
		for c := range sum {
			sum[c] += int64(part * float64(next.sum[c]-sum[c]))
		}
	case at-begin <= end-at:
		t.ahead(int(m.span), begin, at, &sum)
	default:
		sum = next.sum
		t.back(int(next.span), at, end, &sum)
	}
	return sum
}

// shares fills the pixels, px ns wide from the moment from on, with nanoseconds
// of each class, as far as the snapshot and the window reach, and returns how
// far that is.
func (s snapshot) shares(t track, from, to Time, px float64, out []Share) Time {
	at, to := max(from, 0), min(to, s.end())
	if at >= to {
		return from
	}
	crowd := s.crowd(px)
	before := s.sumAt(t, at, crowd)
	for x := int(float64(at-from) / px); x < len(out) && at < to; x++ {
		border := min(to, from+Time(float64(x+1)*px))
		if border <= at {
			continue
		}
		sum := s.sumAt(t, border, crowd)
		for c := range sum {
			out[x][c] += float32(max(0, sum[c]-before[c]))
		}
		before, at = sum, border
	}
	return at
}

// pourSpan adds a raw span of one class to the pixels under it.
func pourSpan(class uint8, at, next, from Time, px float64, out []Share) {
	if class == 0 || next <= at {
		return
	}
	lo, hi := float64(at-from), float64(next-from)
	for x := max(int(lo/px), 0); x < len(out) && float64(x)*px < hi; x++ {
		if d := min(hi, float64(x+1)*px) - max(lo, float64(x)*px); d > 0 {
			out[x][class-1] += float32(d)
		}
	}
}

// normalise turns nanoseconds into shares of a pixel.
func normalise(out []Share, px float64) {
	f := float32(1 / px)
	for x := range out {
		for c := range out[x] {
			out[x][c] = min(1, out[x][c]*f)
		}
	}
}
