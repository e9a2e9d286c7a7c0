package trace

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestTheExtremesOfACounterAreThoseOfItsSamples(t *testing.T) {
	rnd := rand.New(rand.NewPCG(8, 8))
	var s series
	for i := range 1000 {
		s.add(Sample{Time(i), rnd.Int64N(2000) - 1000})
	}
	v := &View{counters: map[Obj]series{3: s}}
	for range 2000 {
		lo := rnd.IntN(len(s.samples))
		hi := lo + 1 + rnd.IntN(len(s.samples)-lo)
		if rnd.IntN(2) == 0 {
			hi = min(hi, lo+1+rnd.IntN(70))
		}
		var all []int64
		for _, x := range v.Samples(3)[lo:hi] {
			all = append(all, x.Value)
		}
		least, greatest := v.Extremes(3, lo, hi)
		if least != slices.Min(all) || greatest != slices.Max(all) {
			t.Fatalf("samples %d to %d: %d … %d, want %d … %d", lo, hi, least, greatest, slices.Min(all), slices.Max(all))
		}
	}
}
