package trace

// This file holds the level-of-detail index: for one track, how much of the
// time each class (a state, an owner) had, in bins that halve in resolution
// level by level.
//
// Why: a frame must cost time by its pixels, not by the run's events. When
// thousands of spans fall on one pixel, the pixel shows the share of each
// class in it, and that share is a sum over the few bins under the pixel.
//
// How: spans come in time order and are poured into the bin under way. A full
// bin is appended to the finest level and never changes again; every second
// bin of a level completes one of the level above. When the finest level
// reaches maxBins it is thrown away and the one above becomes the finest, so
// the memory of a track is bounded (2 MB) however long the run: what is lost is
// only the index of details that the raw spans still hold.
//
// Because finished bins never change, a snapshot is a copy of the slices'
// headers, and a painter reads it without a lock while the run goes on.

// NumClasses is how many classes a track tells apart, class 0 (nothing, or
// nobody) not counted.
const NumClasses = int(NumStates) - 1

// Share says how much of a stretch of time each class had, each in 0 … 1;
// index 0 is class 1. What is missing from 1 is class 0.
type Share [NumClasses]float32

const (
	firstBinShift = 15 // the finest bins are 2^15 ns = 33 µs wide at first
	maxBinShift   = 31 // a bin counts nanoseconds in 32 bits
	maxBins       = 1 << 15
)

type bin [NumClasses]uint32

func (b *bin) plus(c bin) {
	for i := range b {
		b[i] += c[i]
	}
}

// pyramid is the growing index of one track.
type pyramid struct {
	shift  uint    // the finest level's bins are 1<<shift ns wide
	levels [][]bin // levels[k][i] covers [i<<(shift+k), (i+1)<<(shift+k))
	acc    bin     // the finest bin under way; its index is len(levels[0])
}

func newPyramid() *pyramid {
	return &pyramid{shift: firstBinShift, levels: make([][]bin, 1)}
}

// add pours a span of a class in. Spans must not begin before the last one's
// end; what lies between them is class 0.
func (p *pyramid) add(class uint8, from, to Time) {
	from = max(from, 0)
	for {
		end := Time(len(p.levels[0])+1) << p.shift
		if class != 0 && from < end {
			p.acc[class-1] += uint32(max(0, min(to, end)-from))
		}
		if to < end {
			return
		}
		from = max(from, end)
		p.push(0, p.acc)
		p.acc = bin{}
		if len(p.levels[0]) >= maxBins && p.shift < maxBinShift {
			p.levels = p.levels[1:]
			p.shift++
		}
	}
}

// push appends a finished bin to a level and completes the ones above.
func (p *pyramid) push(k int, b bin) {
	p.levels[k] = append(p.levels[k], b)
	n := len(p.levels[k])
	if n%2 != 0 || p.shift+uint(k) >= maxBinShift {
		return
	}
	if k+1 == len(p.levels) {
		p.levels = append(p.levels, nil)
	}
	sum := p.levels[k][n-2]
	sum.plus(p.levels[k][n-1])
	p.push(k+1, sum)
}

// snapshot is a pyramid as it was, safe to read while the original grows.
type snapshot struct {
	shift  uint
	levels [][]bin
}

func (p *pyramid) snapshot() snapshot {
	if p == nil {
		return snapshot{}
	}
	return snapshot{p.shift, append([][]bin(nil), p.levels...)}
}

// shares adds the classes' nanoseconds in [from, to) to out, whose elements are
// pixels px ns wide from from on, as far as the snapshot reaches, and returns
// how far that is.
func (s snapshot) shares(from, to Time, px float64, out []Share) Time {
	if len(s.levels) == 0 {
		return from
	}
	k := 0
	for k+1 < len(s.levels) && float64(int64(1)<<(s.shift+uint(k)+1)) <= px/2 {
		k++
	}
	at := from
	for ; k >= 0; k-- {
		shift := s.shift + uint(k)
		end := min(to, Time(len(s.levels[k]))<<shift)
		for at < end {
			i := at >> shift
			next := min(end, (i+1)<<shift)
			pour(&s.levels[k][i], float64(next-at)/float64(int64(1)<<shift), at, next, from, px, out)
			at = next
		}
	}
	return at
}

// pour adds the fraction part of b, which lies in [at, next), to the pixels
// under it.
func pour(b *bin, part float64, at, next, from Time, px float64, out []Share) {
	first := int(float64(at-from) / px)
	last := min(int(float64(next-1-from)/px), len(out)-1)
	for x := first; x <= last; x++ {
		lo := max(float64(at-from), float64(x)*px)
		hi := min(float64(next-from), float64(x+1)*px)
		w := float32(part * (hi - lo) / float64(next-at))
		o := &out[x]
		for c, ns := range b {
			if ns != 0 {
				o[c] += float32(ns) * w
			}
		}
	}
}

// pourSpan adds a raw span of one class to the pixels under it.
func pourSpan(class uint8, at, next, from Time, px float64, out []Share) {
	if class == 0 || next <= at {
		return
	}
	first := int(float64(at-from) / px)
	last := min(int(float64(next-1-from)/px), len(out)-1)
	for x := max(first, 0); x <= last; x++ {
		lo := max(float64(at-from), float64(x)*px)
		hi := min(float64(next-from), float64(x+1)*px)
		if hi > lo {
			out[x][class-1] += float32(hi - lo)
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
