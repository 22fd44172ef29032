using System.Collections;
using System.Text;
using Dataflow.Host.Options;
using Microsoft.Extensions.Logging;

namespace Dataflow.Host.Tests.Options;

public sealed class OptionsReaderTests
{
    [Fact]
    public void Read_Nothing_IsAMemberOfItsOwn()
    {
        HostOptions options = OptionsReader.Read();

        Assert.Equal("tcp://127.0.0.1:4510", options.Member.Listen.ToString());
        Assert.Equal("http://127.0.0.1:4580", options.Health.Listen?.ToString());
        Assert.Equal((null, null), (options.Member.Advertise, options.Cluster.Seed));
        Assert.Equal((TimeSpan.FromSeconds(5), StoreKind.None), (options.Cluster.Lease, options.Store.Kind));
        Assert.Equal((true, LogLevel.Information), (options.Logging.IsJson, options.Logging.Level));
        Assert.Equal(16 << 20, options.Limits.FrameBytes);
        Assert.Null(options.Limits.CacheBytes);
    }

    [Fact]
    public void Read_AllOptions_AreTaken()
    {
        HostOptions options = OptionsReader.Read(Json(
            """
            { // comments and commas at the end are allowed
              "member": { "name": "b", "roles": ["compute", "edge"], "threads": 3, "stopSeconds": 1.5 },
              "Cluster": { "NAME": "test", "membership": "postgres", "leaseSeconds": 0.5 },
              "health": { "listen": "off" },
              "store": { "kind": "postgres" },
              "postgres": { "connection": "Host=db", "schema": "s" },
              "limits": { "cacheBytes": "2GiB", "arrayBytes": 4096 },
              "logging": { "level": "Warning", "format": "text" },
              "security": { "token": null },
            }
            """));

        Assert.Equal(("b", 3, TimeSpan.FromSeconds(1.5)),
            (options.Member.Name, options.Member.Threads, options.Member.StopTime));
        Assert.Equal(["compute", "edge"], options.Member.Roles);
        Assert.Equal(("test", MembershipKind.Postgres, TimeSpan.FromSeconds(0.5)),
            (options.Cluster.Name, options.Cluster.Membership, options.Cluster.Lease));
        Assert.Equal((null, StoreKind.Postgres, "Host=db", "s"),
            (options.Health.Listen, options.Store.Kind, options.Postgres.Connection, options.Postgres.Schema));
        Assert.Equal((2L << 30, 4096), (options.Limits.CacheBytes, options.Limits.ArrayBytes));
        Assert.Equal((false, LogLevel.Warning), (options.Logging.IsJson, options.Logging.Level));
    }

    [Fact]
    public void Read_SeveralSources_TheLaterWins()
    {
        IReadOnlyList<Setting> file = Json("""{"member":{"name":"file","threads":2},"cluster":{"name":"file"}}""");
        IReadOnlyList<Setting> environment = EnvironmentSettings.Read(new Hashtable
        {
            ["DATAFLOW_MEMBER__NAME"] = "environment", ["DATAFLOW_CLUSTER__NAME"] = "environment",
            ["DATAFLOW_SEED"] = "71", ["PATH"] = "/bin",
        });
        IReadOnlyList<Setting> arguments = ArgumentSettings.Read(["--member:name=arguments"]);

        HostOptions options = OptionsReader.Read(file, environment, arguments);

        Assert.Equal(("arguments", "environment", 2),
            (options.Member.Name, options.Cluster.Name, options.Member.Threads));
    }

    [Fact]
    public void Read_SeveralFaults_AllAreTold()
    {
        IReadOnlyList<Setting> arguments = ArgumentSettings.Read(["--member:threads", "0", "--limits:graphs=x"]);

        OptionsException error = Assert.Throws<OptionsException>(() => OptionsReader.Read(
            Json("""{"member":{"nmae":"b"}}"""), arguments));

        Assert.Equal(
            [
                "host.json:1:12: there is no option 'member:nmae'; did you mean 'member:name'?",
                "command line --member:threads: member:threads: expected a whole number from 1 to 1,024, came '0'",
                "command line --limits:graphs: limits:graphs: expected a whole number from 1 to 10,000,000, came 'x'",
            ],
            error.Faults);
    }

    [Theory]
    [InlineData("""{"limts":{"graphs":1}}""", "host.json:1:2: there is no option 'limts'; did you mean 'limits'?")]
    [InlineData("{\n  \"store\": {\n    \"knid\": 1 }}", "host.json:3:5: there is no option 'store:knid'; did you mean "
        + "'store:kind'?")]
    [InlineData("""{"store":"none"}""", "host.json:1:2: store is a section; expected an object with store:kind, "
        + "store:path")]
    [InlineData("""{"store":{"kind":{}}}""", "host.json:1:11: store:kind: expected none or directory or postgres, came "
        + "something that is neither a text nor a number")]
    [InlineData("""{"store":{"kind":"disk"}}""", "host.json:1:11: store:kind: expected none or directory or postgres, "
        + "came 'disk'")]
    [InlineData("""{"store":{"kind":"none","Kind":"none"}}""", "host.json:1:25: store:Kind is given twice")]
    [InlineData("""{"member":{"listen":"localhost:4510"}}""", "host.json:1:12: member:listen: expected "
        + "tcp://ADDRESS:PORT with a number or localhost as address; port 0 takes a free one, came 'localhost:4510'")]
    [InlineData("""{"member":{"name":"a b"}}""", "host.json:1:12: member:name: expected letters, digits, '-', '_' and "
        + "'.', at most 64, came 'a b'")]
    [InlineData("""{"limits":{"frameBytes":"2GiB"}}""", "host.json:1:12: limits:frameBytes: expected bytes, such as "
        + "512MiB, from 4KiB to 1GiB, came '2GiB'")]
    [InlineData("""{"cluster":{"leaseSeconds":-1}}""", "host.json:1:13: cluster:leaseSeconds: expected seconds, from "
        + "0.1 to 600, came '-1'")]
    [InlineData("""{"cluster":{"leaseSeconds":"Inf"}}""", "host.json:1:13: cluster:leaseSeconds: expected "
        + "seconds, from 0.1 to 600, came 'Inf'")]
    [InlineData("""{"cluster":{"leaseSeconds":"nan"}}""", "host.json:1:13: cluster:leaseSeconds: expected "
        + "seconds, from 0.1 to 600, came 'nan'")]
    [InlineData("""{"security":{"token":""}}""", "host.json:1:14: security:token: expected a text that is not empty, "
        + "came 0 letters")]
    [InlineData("""{"security":{"key":"there_is_none"}}""", "host.json:1:14: security:key: expected a PEM file, came "
        + "'there_is_none'")]
    [InlineData("""{"cluster":{"listen":"x"}}""", "host.json:1:13: there is no option 'cluster:listen'; did you mean "
        + "'member:listen' or 'health:listen'?")]
    [InlineData("[1]", "host.json:1:1: expected an object with sections: { \"member\": ... }")]
    public void Read_AFault_IsToldWithItsPlace(string json, string expected)
    {
        OptionsException error = Assert.Throws<OptionsException>(() => OptionsReader.Read(Json(json)));

        Assert.Equal([expected], error.Faults);
    }

    [Theory]
    [InlineData("{\n  \"member\": { \"name\": \"a\",, } }", "host.json:2:27: this is no JSON: ")]
    [InlineData("{\"member\": {", "host.json:1:13: this is no JSON: ")]
    [InlineData("{} 1", "host.json:1:4: this is no JSON: ")]
    public void Read_NoJson_TellsLineAndColumn(string json, string expected)
    {
        OptionsException error = Assert.Throws<OptionsException>(() => Json(json));

        Assert.StartsWith(expected, Assert.Single(error.Faults), StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_UnknownVariable_IsToldWithItsName()
    {
        OptionsException error = Assert.Throws<OptionsException>(() => OptionsReader.Read(
            EnvironmentSettings.Read(new Hashtable { ["DATAFLOW_MEMBER__NAMES"] = "b" })));

        Assert.Equal(
            ["environment variable DATAFLOW_MEMBER__NAMES: there is no option 'member:names'; did you mean "
                + "'member:name'?"],
            error.Faults);
    }

    [Theory]
    [InlineData("b")]
    [InlineData("--member:name")]
    public void Read_StrangeArguments_AreTold(string argument)
    {
        OptionsException error = Assert.Throws<OptionsException>(() => ArgumentSettings.Read([argument]));

        Assert.Equal(
            [$"command line: expected --SECTION:OPTION=VALUE, such as --member:name=b, came '{argument}'"],
            error.Faults);
    }

    [Fact]
    public void Read_NoFile_IsTold()
    {
        OptionsException error = Assert.Throws<OptionsException>(() => JsonSettings.Read("there_is_no.json"));

        Assert.StartsWith(
            "--config there_is_no.json: expected a file that can be read, came: ", error.Message,
            StringComparison.Ordinal);
    }

    private static IReadOnlyList<Setting> Json(string text) =>
        JsonSettings.Parse("host.json", Encoding.UTF8.GetBytes(text));
}
