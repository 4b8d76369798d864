package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

type providerSchema struct {
	Provider    *kindSchema            `json:"provider"`
	Resources   map[string]*kindSchema `json:"resource_schemas"`
	DataSources map[string]*kindSchema `json:"data_source_schemas"`
}

type kindSchema struct {
	Version int64       `json:"version"`
	Block   blockSchema `json:"block"`
}

type blockSchema struct {
	Attributes map[string]*attributeSchema `json:"attributes"`
	BlockTypes map[string]*nestedSchema    `json:"block_types"`
}

type attributeSchema struct {
	Type           json.RawMessage `json:"type"`
	Required       bool            `json:"required"`
	Optional       bool            `json:"optional"`
	Computed       bool            `json:"computed"`
	PossibleValues []string        `json:"possible_values"`
}

type nestedSchema struct {
	NestingMode string      `json:"nesting_mode"`
	Block       blockSchema `json:"block"`
	MinItems    int64       `json:"min_items"`
	MaxItems    int64       `json:"max_items"`
}

func readSchemas(file string, address string) (*providerSchema, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var document struct {
		Providers map[string]*providerSchema `json:"provider_schemas"`
	}
	if err := json.Unmarshal(text, &document); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	found := document.Providers[address]
	if found == nil || found.Provider == nil {
		return nil, fmt.Errorf("%s has no schema of %s", file, address)
	}
	return found, nil
}

func servedAll(kinds map[string]*kindSchema) (map[string]*tfprotov5.Schema, error) {
	all := map[string]*tfprotov5.Schema{}
	for name, kind := range kinds {
		served, err := kind.served()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		all[name] = served
	}
	return all, nil
}

func (k *kindSchema) served() (*tfprotov5.Schema, error) {
	block, err := k.Block.served()
	if err != nil {
		return nil, err
	}
	return &tfprotov5.Schema{Version: k.Version, Block: block}, nil
}

func (b *blockSchema) served() (*tfprotov5.SchemaBlock, error) {
	served := &tfprotov5.SchemaBlock{}
	for name, attribute := range b.Attributes {
		of, err := attribute.of()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		served.Attributes = append(served.Attributes, &tfprotov5.SchemaAttribute{
			Name: name, Type: of,
			Required: attribute.Required, Optional: attribute.Optional, Computed: attribute.Computed,
		})
	}
	for name, nested := range b.BlockTypes {
		block, err := nested.Block.served()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		mode, known := map[string]tfprotov5.SchemaNestedBlockNestingMode{
			"list":   tfprotov5.SchemaNestedBlockNestingModeList,
			"set":    tfprotov5.SchemaNestedBlockNestingModeSet,
			"single": tfprotov5.SchemaNestedBlockNestingModeSingle,
		}[nested.NestingMode]
		if !known {
			return nil, fmt.Errorf("%s: nesting mode %q", name, nested.NestingMode)
		}
		served.BlockTypes = append(served.BlockTypes, &tfprotov5.SchemaNestedBlock{
			TypeName: name, Block: block, Nesting: mode, MinItems: nested.MinItems, MaxItems: nested.MaxItems,
		})
	}
	return served, nil
}

func (a *attributeSchema) of() (tftypes.Type, error) {
	//lint:ignore SA1019 The schema's file writes types as Terraform does, and nothing else reads them.
	return tftypes.ParseJSONType(a.Type)
}

func (k *kindSchema) shape() (tftypes.Type, error) {
	served, err := k.served()
	if err != nil {
		return nil, err
	}
	return served.ValueType(), nil
}

func (k *kindSchema) read(value *tfprotov5.DynamicValue) (tftypes.Value, error) {
	shape, err := k.shape()
	if err != nil {
		return tftypes.Value{}, err
	}
	return value.Unmarshal(shape)
}

// Gives the value of a computed attribute of the object; of a nested block, the object is the whole resource still.
type instead func(name string, of tftypes.Type, value tftypes.Value, whole tftypes.Value) (tftypes.Value, error)

// The value with each computed attribute replaced, in nested blocks too. A resource that is gone stays gone.
func (k *kindSchema) complete(value *tfprotov5.DynamicValue, replace instead) (*tfprotov5.DynamicValue, error) {
	whole, err := k.read(value)
	if err != nil || whole.IsNull() {
		return value, err
	}
	completed, err := k.Block.complete(whole, whole, replace)
	if err != nil {
		return nil, err
	}
	written, err := tfprotov5.NewDynamicValue(completed.Type(), completed)
	return &written, err
}

func (b *blockSchema) complete(value tftypes.Value, whole tftypes.Value, replace instead) (tftypes.Value, error) {
	if value.IsNull() || !value.IsKnown() {
		return value, nil
	}
	if !value.Type().Is(tftypes.Object{}) {
		var elements []tftypes.Value
		if err := value.As(&elements); err != nil {
			return value, err
		}
		// As gives what the value holds, not a copy of it.
		elements = slices.Clone(elements)
		for index, element := range elements {
			completed, err := b.complete(element, whole, replace)
			if err != nil {
				return value, err
			}
			elements[index] = completed
		}
		return tftypes.NewValue(value.Type(), elements), nil
	}
	var fields map[string]tftypes.Value
	if err := value.As(&fields); err != nil {
		return value, err
	}
	fields = maps.Clone(fields)
	for name, field := range fields {
		completed, err := field, error(nil)
		if attribute := b.Attributes[name]; attribute != nil && attribute.Computed {
			completed, err = replace(name, field.Type(), field, whole)
		} else if nested := b.BlockTypes[name]; nested != nil {
			completed, err = nested.Block.complete(field, whole, replace)
		}
		if err != nil {
			return value, fmt.Errorf("%s: %w", name, err)
		}
		fields[name] = completed
	}
	return tftypes.NewValue(value.Type(), fields), nil
}

// Terraform itself judges names, types and numbers of blocks by the schema; what it leaves to providers is judged here.
func (k *kindSchema) judge(value *tfprotov5.DynamicValue) []*tfprotov5.Diagnostic {
	config, err := k.read(value)
	if err != nil {
		return []*tfprotov5.Diagnostic{problem(tftypes.NewAttributePath(), "Unreadable configuration", err.Error())}
	}
	return k.Block.judge(config, tftypes.NewAttributePath())
}

func (b *blockSchema) judge(value tftypes.Value, path *tftypes.AttributePath) []*tfprotov5.Diagnostic {
	var found []*tfprotov5.Diagnostic
	if value.IsNull() || !value.IsKnown() {
		return found
	}
	var elements []tftypes.Value
	if value.As(&elements) == nil {
		for index, element := range elements {
			step := path.WithElementKeyInt(index)
			if value.Type().Is(tftypes.Set{}) {
				step = path.WithElementKeyValue(element)
			}
			found = append(found, b.judge(element, step)...)
		}
		return found
	}
	var fields map[string]tftypes.Value
	if value.As(&fields) != nil {
		return found
	}
	for name, field := range fields {
		at := path.WithAttributeName(name)
		if nested := b.BlockTypes[name]; nested != nil {
			found = append(found, nested.Block.judge(field, at)...)
		}
		if attribute := b.Attributes[name]; attribute != nil {
			found = append(found, attribute.judge(name, field, at)...)
		}
	}
	return found
}

func (a *attributeSchema) judge(
	name string, value tftypes.Value, at *tftypes.AttributePath,
) (found []*tfprotov5.Diagnostic) {
	if a.Required && value.IsNull() {
		found = append(found, problem(at, "Missing required argument", fmt.Sprintf("%q must not be null.", name)))
	}
	if !a.Required && !a.Optional && !value.IsNull() {
		found = append(found, problem(at, "Value for unconfigurable attribute", fmt.Sprintf("%q is the provider's to say.", name)))
	}
	for _, text := range stringsIn(value) {
		// The providers' own checks admit the empty string, as what is not set.
		if len(a.PossibleValues) > 0 && text != "" && !slices.Contains(a.PossibleValues, text) {
			found = append(found, problem(at, "Invalid value for "+name,
				fmt.Sprintf("%q is none of %s.", text, strings.Join(a.PossibleValues, ", "))))
		}
	}
	return found
}

func problem(at *tftypes.AttributePath, summary string, detail string) *tfprotov5.Diagnostic {
	return &tfprotov5.Diagnostic{
		Severity: tfprotov5.DiagnosticSeverityError, Summary: summary, Detail: detail, Attribute: at,
	}
}

// The known strings of a string, or of a list of them.
func stringsIn(value tftypes.Value) []string {
	if value.IsNull() || !value.IsKnown() {
		return nil
	}
	var text string
	if value.As(&text) == nil {
		return []string{text}
	}
	var elements []tftypes.Value
	var found []string
	if value.As(&elements) == nil {
		for _, element := range elements {
			found = append(found, stringsIn(element)...)
		}
	}
	return found
}
