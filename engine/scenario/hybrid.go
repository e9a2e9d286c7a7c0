package scenario

// This file holds S40, the hybrid: pages that are downloaded and then worked on.

import (
	"corelanes/engine/code"
	"corelanes/engine/work"
)

func hybrid() *Scenario {
	return &Scenario{
		ID: "hybrid", Number: "S40", Category: "io", Workers: 4, SharesOut: true,
		Title:   "Hybrid: asynchronous input, computing elsewhere",
		Promise: "Every page is downloaded and then computed on. Who downloads while others compute, and on how many cores?",
		Parameters: []Parameter{
			{Name: "count", Type: Int, Default: "100", Min: 1, Max: maxDownloads, Sizes: map[string]string{Smoke: "6", Published: "200"}},
			{Name: "latency", Type: Duration, Default: "20ms", Min: 0, Max: 10, Unit: "s", Sizes: map[string]string{Smoke: "2ms"}},
			{Name: "turns", Type: Int, Default: "600000", Min: 0, Max: 100_000_000, Sizes: map[string]string{Smoke: "2000", Published: "1200000"}},
			ownAddresses(),
		},
		Validate: checkAddresses,
		Program:  hybridProgram,
	}
}

func hybridProgram(v Values) (work.Program, error) {
	asked, err := addressesOf(v, v.Int("count"), "page")
	if err != nil {
		return work.Program{}, err
	}
	turns := v.Int("turns")
	return work.Program{
		Text:   countText,
		Steps:  asked.count,
		Server: asked.server(v.Duration("latency"), 10240),
		HTTP:   true,
		Bodies: map[string]work.Body{
			work.Main: func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
				k.At(w, "map")
				lengths, err := work.Map[string, int64](w, "Worker", "page", asked.all(k))
				if err != nil {
					return nil, err
				}
				var bytes int64
				for _, n := range lengths {
					bytes += n
				}
				return result(map[string]any{"downloaded": len(lengths), "bytes": bytes})
			},
			"page": work.Share(func(w work.Worker, k *work.Kit, address string) (int64, error) {
				k.At(w, "get")
				n, err := k.HTTP.Get(w, address)
				if err != nil {
					return 0, err
				}
				k.At(w, "compute")
				_, err = w.Call("count", code.Int(int64(turns)))
				return n, err
			}),
		},
	}, nil
}
