package main

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"math/big"
	"regexp"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Where the provider block says that things are.
type place struct{ project, region string }

func placeOf(config tftypes.Value) place {
	of := place{project: textAt(config, "project"), region: textAt(config, "region")}
	if of.project == "" {
		of.project = "stand-in-project"
	}
	if of.region == "" {
		of.region = "europe-west4"
	}
	return of
}

// Makes values up for one resource or data source.
type invention struct {
	kind  string
	place place
	// Eight bytes that no other has.
	mark string
}

// With a seed, the same values each time; without one, others for each resource.
func newInvention(kind string, where place, seed string) *invention {
	bytes := make([]byte, 8)
	if seed == "" {
		_, _ = rand.Read(bytes)
	} else {
		sum := sha256.Sum256([]byte(kind + seed))
		copy(bytes, sum[:])
	}
	return &invention{kind: kind, place: where, mark: hex.EncodeToString(bytes)}
}

func (i *invention) instead(name string, of tftypes.Type, value tftypes.Value, whole tftypes.Value) (tftypes.Value, error) {
	if value.IsKnown() && !value.IsNull() {
		return value, nil
	}
	return i.value(name, of, whole)
}

func (i *invention) value(name string, of tftypes.Type, whole tftypes.Value) (tftypes.Value, error) {
	switch {
	case of.Is(tftypes.String):
		return tftypes.NewValue(of, i.text(name, whole)), nil
	case of.Is(tftypes.Number):
		return tftypes.NewValue(of, big.NewFloat(1)), nil
	case of.Is(tftypes.Bool):
		return tftypes.NewValue(of, false), nil
	}
	switch collection := of.(type) {
	case tftypes.Map:
		return tftypes.NewValue(of, map[string]tftypes.Value{}), nil
	case tftypes.List:
		return i.elements(name, of, collection.ElementType, whole)
	case tftypes.Set:
		return i.elements(name, of, collection.ElementType, whole)
	case tftypes.Object:
		fields := map[string]tftypes.Value{}
		for field, fieldType := range collection.AttributeTypes {
			made, err := i.value(field, fieldType, whole)
			if err != nil {
				return made, err
			}
			fields[field] = made
		}
		return tftypes.NewValue(of, fields), nil
	}
	if of.Is(tftypes.DynamicPseudoType) {
		return tftypes.NewValue(tftypes.Object{}, map[string]tftypes.Value{}), nil
	}
	return tftypes.Value{}, fmt.Errorf("no value of type %s can be made up", of)
}

// One element, for an expression that indexes the list; three strings, for a network asks for three zones.
func (i *invention) elements(name string, of tftypes.Type, element tftypes.Type, whole tftypes.Value) (tftypes.Value, error) {
	made, err := i.value(name, element, whole)
	if err != nil || !element.Is(tftypes.String) {
		return tftypes.NewValue(of, []tftypes.Value{made}), err
	}
	var text string
	if err := made.As(&text); err != nil {
		return made, err
	}
	var three []tftypes.Value
	for _, suffix := range []string{"a", "b", "c"} {
		three = append(three, tftypes.NewValue(element, text+suffix))
	}
	return tftypes.NewValue(of, three), nil
}

// Ids that others take apart, as the provider documents them; braces hold an argument of the resource.
var ids = map[string]string{
	"google_artifact_registry_repository": "projects/{project}/locations/{location}/repositories/{repository_id}",
	"google_compute_network":              "projects/{project}/global/networks/{name}",
	"google_compute_subnetwork":           "projects/{project}/regions/{region}/subnetworks/{name}",
	"google_container_cluster":            "projects/{project}/locations/{location}/clusters/{name}",
	"google_container_node_pool":          "{cluster}/nodePools/{name}",
	"google_kms_crypto_key":               "{key_ring}/cryptoKeys/{name}",
	"google_kms_key_ring":                 "projects/{project}/locations/{location}/keyRings/{name}",
	"google_project":                      "projects/{project}",
	"google_service_account":              "projects/{project}/serviceAccounts/{account_id}@{project}.iam.gserviceaccount.com",
	"google_storage_bucket":               "{name}",
}

var argument = regexp.MustCompile(`\{(\w+)\}`)

// The form of a text, by the name of its attribute: the first that fits.
var forms = []struct {
	name *regexp.Regexp
	kind *regexp.Regexp
	form string
}{
	{regexp.MustCompile(`^id$`), regexp.MustCompile(`^(aws_region|aws_caller_identity)$`), "{region}"},
	{regexp.MustCompile(`^(name|region|location)$`), regexp.MustCompile(`_(region|client_config)$`), "{region}"},
	{regexp.MustCompile(`^name$`), regexp.MustCompile(`^google_service_account$`), "{id}"},
	{regexp.MustCompile(`^id$`), nil, "{id}"},
	{regexp.MustCompile(`^member$|_identity$`), regexp.MustCompile(`^google_`), "serviceAccount:{account_id}@{project}.iam.gserviceaccount.com"},
	{regexp.MustCompile(`(^|_)email(_address)?$`), nil, "{account_id}@{project}.iam.gserviceaccount.com"},
	{regexp.MustCompile(`self_link`), nil, "https://www.googleapis.com/compute/v1/{id}"},
	{regexp.MustCompile(`^project(_id)?$`), nil, "{project}"},
	{regexp.MustCompile(`^(region|location)$`), nil, "{region}"},
	{regexp.MustCompile(`(^|_)(zones?|node_locations|names)$`), nil, "{region}-"},
	{regexp.MustCompile(`(^|_)(number|account_id|owner_id|unique_id)$`), nil, "123456789012"},
	{regexp.MustCompile(`(^|_)arns?$`), nil, "arn:aws:stand-in:{region}:123456789012:{kind}/{mark}"},
	{regexp.MustCompile(`certificate|public_key|^data$`), nil, base64.StdEncoding.EncodeToString([]byte("stand-in"))},
	{regexp.MustCompile(`cidr|ip_range`), nil, "10.0.0.0/16"},
	{regexp.MustCompile(`(^|_)(ip|address|ip_address)$`), nil, "10.0.0.2"},
	{regexp.MustCompile(`^endpoint$`), regexp.MustCompile(`^google_`), "10.0.0.2"},
	{regexp.MustCompile(`(^|_)(url|uri|endpoint|issuer)$`), nil, "https://stand-in.example/{mark}"},
	{regexp.MustCompile(`(^|_)(json|policy|policy_data)$`), nil, "{}"},
	{regexp.MustCompile(`(^|_)(at|date|time|timestamp)$|^(create|update)d?$`), nil, "2026-01-01T00:00:00Z"},
}

func (i *invention) text(name string, whole tftypes.Value) string {
	for _, rule := range forms {
		if rule.name.MatchString(name) && (rule.kind == nil || rule.kind.MatchString(i.kind)) {
			return i.fill(rule.form, whole)
		}
	}
	return "stand-in-" + name + "-" + i.mark
}

func (i *invention) fill(form string, whole tftypes.Value) string {
	return argument.ReplaceAllStringFunc(form, func(braced string) string {
		name := strings.Trim(braced, "{}")
		if name == "id" {
			if own := ids[i.kind]; own != "" {
				return i.fill(own, whole)
			}
			return i.fill("projects/{project}/{kind}/{name}", whole)
		}
		if known := textAt(whole, name); known != "" {
			return known
		}
		switch name {
		case "project":
			return i.place.project
		case "region", "location":
			return i.place.region
		case "kind":
			return i.kind
		case "mark":
			return i.mark
		}
		return strings.ReplaceAll(i.kind, "_", "-") + "-" + i.mark
	})
}

// The text of an argument; empty when it has none that is known.
func textAt(object tftypes.Value, name string) string {
	var fields map[string]tftypes.Value
	var text string
	if object.IsKnown() && !object.IsNull() && object.As(&fields) == nil {
		if field, found := fields[name]; found && field.IsKnown() && !field.IsNull() && field.As(&text) == nil {
			return text
		}
	}
	return ""
}
