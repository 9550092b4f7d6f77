//go:build tools

// Keeps helm among the requirements, so that it is built against the same libraries.
package tools

import (
	_ "helm.sh/helm/v3/cmd/helm"
)
