package work

// This file holds how a list of items is worked through by a crew.

import (
	"encoding/json"
	"fmt"
)

// Map works the items through with as many workers as the model uses for
// them: each worker gets its share (every k-th item), runs the body named, and
// hands the results of its share back. The results come in the items' order.
// The workers are called name-1, name-2 … . When one fails the others are
// still waited for; the error is the first one's.
func Map[In, Out any](w Worker, name, body string, items []In) ([]Out, error) {
	n := w.Crew(len(items))
	shares := make([][]In, n)
	for i, item := range items {
		shares[i%n] = append(shares[i%n], item)
	}
	handles := make([]Handle, 0, n)
	var errs []error
	for i, share := range shares {
		arg, err := json.Marshal(share)
		if err == nil {
			var h Handle
			if h, err = w.Start(fmt.Sprintf("%s-%d", name, i+1), body, arg); err == nil {
				handles = append(handles, h)
				continue
			}
		}
		errs = append(errs, err)
		break
	}
	out := make([]Out, len(items))
	for i, h := range handles {
		data, err := h.Join()
		if err != nil {
			errs = append(errs, err)
			continue
		}
		var results []Out
		if err := json.Unmarshal(data, &results); err != nil {
			errs = append(errs, fmt.Errorf("results of %s-%d: %w", name, i+1, err))
			continue
		}
		if len(results) != len(shares[i]) {
			errs = append(errs, fmt.Errorf("results of %s-%d: %d of %d came back", name, i+1, len(results), len(shares[i])))
			continue
		}
		for j, r := range results {
			out[i+j*n] = r
		}
	}
	if len(errs) > 0 {
		return nil, errs[0]
	}
	return out, nil
}

// Share makes a body of Map from a function of one item.
func Share[In, Out any](f func(w Worker, k *Kit, item In) (Out, error)) Body {
	return func(w Worker, k *Kit, arg []byte) ([]byte, error) {
		var items []In
		if err := json.Unmarshal(arg, &items); err != nil {
			return nil, fmt.Errorf("read the share of work: %w", err)
		}
		results := make([]Out, 0, len(items))
		for _, item := range items {
			r, err := f(w, k, item)
			if err != nil {
				return nil, err
			}
			results = append(results, r)
			k.Step()
		}
		return json.Marshal(results)
	}
}
