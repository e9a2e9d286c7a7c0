package scenario

// This file holds S06, 160 downloads: work that only waits for the network.

import (
	"encoding/json"

	"corelanes/engine/work"
)

func downloads() *Scenario {
	return &Scenario{
		ID: "downloads", Number: "S06", Category: "io", Workers: 5, SharesOut: true,
		Title:   "160 downloads, four ways",
		Promise: "160 pages from a server that takes its time: the cores idle, and waiting can be shared.",
		Parameters: []Parameter{
			{Name: "count", Type: Int, Default: "160", Min: 1, Max: maxDownloads, Sizes: map[string]string{Smoke: "8"}},
			{Name: "latency", Type: Duration, Default: "20ms", Min: 0, Max: 10, Unit: "s", Sizes: map[string]string{Smoke: "2ms", Published: "89ms"}},
			{Name: "bytes", Type: Int, Default: "10240", Min: 0, Max: 10_000_000, Unit: "B"},
			ownAddresses(),
		},
		Validate:  checkAddresses,
		Program:   downloadsProgram,
		Published: map[string]float64{"sequential": 14.29, "threads": 3.72, "asyncio": 2.57, "processes": 5.72},
	}
}

func downloadsProgram(v Values) (work.Program, error) {
	asked, err := addressesOf(v, v.Int("count"), "page")
	if err != nil {
		return work.Program{}, err
	}
	return work.Program{
		Steps:  asked.count,
		Server: asked.server(v.Duration("latency"), v.Int("bytes")),
		HTTP:   true,
		Bodies: map[string]work.Body{
			work.Main: func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
				k.At(w, "map")
				lengths, err := work.Map[string, int64](w, "Worker", "download", asked.all(k))
				if err != nil {
					return nil, err
				}
				var bytes int64
				for _, n := range lengths {
					bytes += n
				}
				return json.Marshal(map[string]any{"downloaded": len(lengths), "bytes": bytes})
			},
			"download": work.Share(func(w work.Worker, k *work.Kit, address string) (int64, error) {
				k.At(w, "get")
				return k.HTTP.Get(w, address)
			}),
		},
	}, nil
}
