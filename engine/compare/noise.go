package compare

// This file holds what makes a comparison doubtful.

import "fmt"

// Warning is one reason to doubt the figures.
type Warning struct {
	Kind  string  `json:"kind"`  // "busy", "noisy", "spread", "short"
	Model string  `json:"model"` // which it is about; "" all
	Value float64 `json:"value"` // the figure that was too large
	Words string  `json:"words"` // in English
}

// Above these a comparison is warned of. They come from this: machines that are
// quiet show at most a few per cent of each.
const (
	noisyAt  = 5.0   // per cent of a busy thread's time that something else had its core
	spreadAt = 0.25  // (max - min) / median of one model's runs
	shortAt  = 0.005 // seconds: starting a worker is then most of what is measured
)

// warn looks for reasons to doubt the figures.
func (c *Comparison) warn() {
	c.Warnings = c.Warnings[:0]
	if n := c.Machine.NoisePercent; n >= noisyAt {
		c.Warnings = append(c.Warnings, Warning{"noisy", "", n,
			fmt.Sprintf("something else had the core for %.0f %% of a busy thread's time just before: the machine is too busy to compare well", n)})
	}
	for _, e := range c.all() {
		if len(e.Runs) > 1 && e.Spread >= spreadAt {
			c.Warnings = append(c.Warnings, Warning{"spread", e.Model, e.Spread,
				fmt.Sprintf("the runs of %s differ by %.0f %% of their median: repeat more often, or close other programs", e.Model, 100*e.Spread)})
		}
	}
	if base := c.Base(); base != nil && base.WallS < shortAt {
		c.Warnings = append(c.Warnings, Warning{"short", base.Model, base.WallS,
			fmt.Sprintf("one worker needs only %.1f ms: what is compared is mostly the start of workers; choose a larger size", 1000*base.WallS)})
	}
}
