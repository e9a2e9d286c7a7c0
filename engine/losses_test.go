package engine

import (
	"encoding/json"
	"fmt"
	"testing"
)

func TestLossesAreSortedByHowManyWereLost(t *testing.T) {
	result := func(lost int) json.RawMessage {
		return json.RawMessage(fmt.Sprintf(`{"expected":100,"counted":%d,"lost":%d}`, 100-lost, lost))
	}
	var all []json.RawMessage
	for _, n := range []int{0, 0, 1, 40, 39, 5} {
		all = append(all, result(n))
	}
	x := CountLosses(append(all, nil, json.RawMessage(`{"sum":3}`)))
	if x == nil || x.Runs != 6 || x.None != 2 || x.Of != 100 || len(x.Bins) != 8 {
		t.Fatalf("%+v", x)
	}
	if b := x.Bins[0]; b != (LossBin{1, 5, 2}) || x.Bins[7] != (LossBin{36, 40, 2}) {
		t.Errorf("%+v", x.Bins)
	}
	if x := CountLosses(all[:2]); x.None != 2 || len(x.Bins) != 0 {
		t.Errorf("nothing lost: %+v", x)
	}
	if x := CountLosses([]json.RawMessage{result(3), result(1)}); len(x.Bins) != 3 || x.Bins[1].Runs != 0 {
		t.Errorf("few lost: %+v", x)
	}
	if x := CountLosses([]json.RawMessage{json.RawMessage(`{"sum":3}`), nil}); x != nil {
		t.Errorf("no updates are counted: %+v", x)
	}
}
