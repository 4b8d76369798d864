// A provider that stands in for one that cannot be had here: it serves a schema that it is given, admits what that schema
// admits, and makes values up for what the real provider would compute. It calls nobody.
//
// The file named by MODELKEEP_STAND_IN_SCHEMA holds what `terraform providers schema -json` would print, with one thing
// more: possible_values of an attribute. Which of its providers is served, the name of the executable says, as it does
// for every provider: terraform-provider-google_v6.50.0 serves registry.terraform.io/hashicorp/google.
package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tfprotov5/tf5server"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

const schemaVariable = "MODELKEEP_STAND_IN_SCHEMA"

func main() {
	if len(os.Args) > 1 && os.Args[1] == "--version" {
		fmt.Println("a stand-in for Terraform providers")
		return
	}
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	name, _, found := strings.Cut(strings.TrimPrefix(filepath.Base(os.Args[0]), "terraform-provider-"), "_")
	if !found {
		return fmt.Errorf("%s: the executable has to be called terraform-provider-<name>_v<version>", os.Args[0])
	}
	address := "registry.terraform.io/hashicorp/" + name
	schemas, err := readSchemas(os.Getenv(schemaVariable), address)
	if err != nil {
		return fmt.Errorf("%s: %w", schemaVariable, err)
	}
	return tf5server.Serve(address, func() tfprotov5.ProviderServer { return &standIn{schemas: schemas} })
}

// What is not written below (imports, moves, functions) is not served: no stack of ours asks for it, and a stack that
// does ends with an error.
type standIn struct {
	tfprotov5.ProviderServer
	schemas *providerSchema
	// What the provider block says of where things are, for the values that are made up.
	place place
}

func (p *standIn) GetMetadata(context.Context, *tfprotov5.GetMetadataRequest) (*tfprotov5.GetMetadataResponse, error) {
	response := &tfprotov5.GetMetadataResponse{ServerCapabilities: &tfprotov5.ServerCapabilities{}}
	for kind := range p.schemas.Resources {
		response.Resources = append(response.Resources, tfprotov5.ResourceMetadata{TypeName: kind})
	}
	for kind := range p.schemas.DataSources {
		response.DataSources = append(response.DataSources, tfprotov5.DataSourceMetadata{TypeName: kind})
	}
	return response, nil
}

func (p *standIn) GetProviderSchema(
	context.Context, *tfprotov5.GetProviderSchemaRequest,
) (*tfprotov5.GetProviderSchemaResponse, error) {
	provider, err := p.schemas.Provider.served()
	if err != nil {
		return nil, err
	}
	resources, err := servedAll(p.schemas.Resources)
	if err != nil {
		return nil, err
	}
	sources, err := servedAll(p.schemas.DataSources)
	if err != nil {
		return nil, err
	}
	return &tfprotov5.GetProviderSchemaResponse{
		Provider: provider, ResourceSchemas: resources, DataSourceSchemas: sources,
	}, nil
}

func (p *standIn) PrepareProviderConfig(
	_ context.Context, request *tfprotov5.PrepareProviderConfigRequest,
) (*tfprotov5.PrepareProviderConfigResponse, error) {
	return &tfprotov5.PrepareProviderConfigResponse{
		PreparedConfig: request.Config,
		Diagnostics:    p.schemas.Provider.judge(request.Config),
	}, nil
}

func (p *standIn) ConfigureProvider(
	_ context.Context, request *tfprotov5.ConfigureProviderRequest,
) (*tfprotov5.ConfigureProviderResponse, error) {
	config, err := p.schemas.Provider.read(request.Config)
	if err != nil {
		return nil, err
	}
	p.place = placeOf(config)
	return &tfprotov5.ConfigureProviderResponse{}, nil
}

func (p *standIn) StopProvider(context.Context, *tfprotov5.StopProviderRequest) (*tfprotov5.StopProviderResponse, error) {
	return &tfprotov5.StopProviderResponse{}, nil
}

func (p *standIn) ValidateResourceTypeConfig(
	_ context.Context, request *tfprotov5.ValidateResourceTypeConfigRequest,
) (*tfprotov5.ValidateResourceTypeConfigResponse, error) {
	kind := p.schemas.Resources[request.TypeName]
	return &tfprotov5.ValidateResourceTypeConfigResponse{Diagnostics: kind.judge(request.Config)}, nil
}

func (p *standIn) ValidateDataSourceConfig(
	_ context.Context, request *tfprotov5.ValidateDataSourceConfigRequest,
) (*tfprotov5.ValidateDataSourceConfigResponse, error) {
	kind := p.schemas.DataSources[request.TypeName]
	return &tfprotov5.ValidateDataSourceConfigResponse{Diagnostics: kind.judge(request.Config)}, nil
}

func (p *standIn) UpgradeResourceState(
	_ context.Context, request *tfprotov5.UpgradeResourceStateRequest,
) (*tfprotov5.UpgradeResourceStateResponse, error) {
	shape, err := p.schemas.Resources[request.TypeName].shape()
	if err != nil {
		return nil, err
	}
	state, err := request.RawState.Unmarshal(shape)
	if err != nil {
		return nil, err
	}
	upgraded, err := tfprotov5.NewDynamicValue(shape, state)
	return &tfprotov5.UpgradeResourceStateResponse{UpgradedState: &upgraded}, err
}

// Nothing exists but what the state says: nobody has changed it.
func (p *standIn) ReadResource(
	_ context.Context, request *tfprotov5.ReadResourceRequest,
) (*tfprotov5.ReadResourceResponse, error) {
	return &tfprotov5.ReadResourceResponse{NewState: request.CurrentState, Private: request.Private}, nil
}

// What the provider computes and the stack leaves open is known after apply.
func (p *standIn) PlanResourceChange(
	_ context.Context, request *tfprotov5.PlanResourceChangeRequest,
) (*tfprotov5.PlanResourceChangeResponse, error) {
	planned, err := p.schemas.Resources[request.TypeName].complete(request.ProposedNewState,
		func(_ string, of tftypes.Type, value tftypes.Value, _ tftypes.Value) (tftypes.Value, error) {
			if value.IsNull() {
				return tftypes.NewValue(of, tftypes.UnknownValue), nil
			}
			return value, nil
		})
	return &tfprotov5.PlanResourceChangeResponse{PlannedState: planned, PlannedPrivate: request.PriorPrivate}, err
}

func (p *standIn) ApplyResourceChange(
	_ context.Context, request *tfprotov5.ApplyResourceChangeRequest,
) (*tfprotov5.ApplyResourceChangeResponse, error) {
	invention := newInvention(request.TypeName, p.place, "")
	state, err := p.schemas.Resources[request.TypeName].complete(request.PlannedState, invention.instead)
	return &tfprotov5.ApplyResourceChangeResponse{NewState: state, Private: request.PlannedPrivate}, err
}

func (p *standIn) ReadDataSource(
	_ context.Context, request *tfprotov5.ReadDataSourceRequest,
) (*tfprotov5.ReadDataSourceResponse, error) {
	// Read twice, a data source has to say the same.
	invention := newInvention(request.TypeName, p.place, string(request.Config.MsgPack))
	state, err := p.schemas.DataSources[request.TypeName].complete(request.Config, invention.instead)
	return &tfprotov5.ReadDataSourceResponse{State: state}, err
}
