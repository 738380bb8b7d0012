using System.CommandLine;
using System.Text.Json;
using OtEdge.RelayBenchmark;

// Programs in one: devices, clients, disturbers, and the run that measures everything else.
var port = new Option<int>("--port") { Required = true, Description = "TCP port on loopback" };
var processor = new Option<int>("--processor") { DefaultValueFactory = _ => -1, Description = "processor to stay on; default: any" };
var protocol = new Option<string>("--protocol") { DefaultValueFactory = _ => "modbus-tcp", Description = "modbus-tcp or opc-ua" };
var identities = new Option<string>("--identities") { DefaultValueFactory = _ => "", Description = "folder of the certificate of an OPC UA device" };
var respond = new Command("respond", "a device that answers at once") { port, processor, protocol, identities };
respond.SetAction(arguments => Responder.Run(
    arguments.GetValue(port),
    arguments.GetValue(processor),
    arguments.GetValue(protocol) == "opc-ua" ? new UaDevice(arguments.GetValue(port), arguments.GetValue(identities)!) : new ModbusDevice()));

var hang = new Command("hang", "a device that takes connections and never answers") { port };
hang.SetAction(arguments => Disturbers.Hang(arguments.GetValue(port)));

var rate = new Option<int>("--rate") { Required = true, Description = "requests a second, at least 1000" };
var flood = new Command("flood", "clients that send whether they are answered or not") { port, rate };
flood.SetAction(arguments => Disturbers.Flood(arguments.GetValue(port), arguments.GetValue(rate)));

var refused = new Command("refused", "a client that asks for what no rule allows") { port, rate };
refused.SetAction(arguments => Disturbers.Refused(arguments.GetValue(port), arguments.GetValue(rate)));

var state = new Option<string>("--state") { Required = true, Description = "state directory of a gateway" };
var hold = new Command("hold", "locks a gateway's files for seconds at a time") { state };
hold.SetAction(arguments => Disturbers.Hold(arguments.GetValue(state)!));

var manner = new Option<string>("--manner") { Required = true, Description = "hung, slow or refusing" };
var broker = new Command("broker", "an MQTT broker in trouble") { port, manner };
broker.SetAction(arguments => new TroubledBroker(arguments.GetValue(manner)!).Run(arguments.GetValue(port)));

var socket = new Option<string>("--socket") { Required = true, Description = "path of the API's socket" };
var readers = new Option<int>("--readers") { Required = true, Description = "how many ask at once" };
var read = new Command("read", "viewers of the status") { socket, readers };
read.SetAction(arguments => Disturbers.Read(arguments.GetValue(socket)!, arguments.GetValue(readers)));

var options = new Option<string>("--options") { Required = true, Description = "a slot of load as JSON" };
var load = new Command("load", "clients; prints `warm`, waits for a line, and prints its result as JSON") { options };
load.SetAction(arguments =>
{
    LoadOptions wanted = JsonSerializer.Deserialize<LoadOptions>(arguments.GetValue(options)!)!;
    Terminal.WriteLine(JsonSerializer.Serialize(wanted.OpcUa is { Watches: true } ? WatchLoad.Run(wanted) : Load.Run(wanted)));
});

var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 7, Description = "interleaved rounds, 1 to 100; default 7" };
var slot = new Option<int>("--slot") { DefaultValueFactory = _ => 600, Description = "length of a measured slot in milliseconds; default 600" };
var connections = new Option<int[]>("--connections")
{
    DefaultValueFactory = _ => [1, 16, 256, 2000],
    AllowMultipleArgumentsPerToken = true,
    Description = "connections of the closed loop; default 1 16 256 2000",
};
var only = new Option<string[]>("--only")
{
    AllowMultipleArgumentsPerToken = true,
    Description = "only these variants beside direct and haproxy-1, such as enforce-1000, terminate (all that begin so) or opcua",
};
var scenario = new Option<string>("--scenario")
{
    DefaultValueFactory = _ => "",
    Description = "only scenarios whose name contains this, such as changes or '1000 nodes'",
};
var output = new Option<DirectoryInfo>("--out")
{
    DefaultValueFactory = _ => new DirectoryInfo("artifacts/relay"),
    Description = "where relay.md, relay.csv and relay.svg go; default artifacts/relay",
};
var root = new RootCommand("Measures what OtEdge adds on the wire, against direct and HAProxy (Debian's haproxy).")
{
    rounds, slot, connections, only, scenario, output, respond, load, hang, flood, refused, hold, broker, read,
};
root.SetAction((arguments, cancellation) => new Campaign(new CampaignOptions
{
    Rounds = arguments.GetValue(rounds),
    SlotMilliseconds = arguments.GetValue(slot),
    Connections = arguments.GetValue(connections)!,
    Only = arguments.GetValue(only) ?? [],
    Scenario = arguments.GetValue(scenario)!,
    Output = arguments.GetValue(output)!,
}).Run(cancellation));
return await root.Parse(args).InvokeAsync();
