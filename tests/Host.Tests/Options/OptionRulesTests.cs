using Dataflow.Host.Options;

namespace Dataflow.Host.Tests.Options;

public sealed class OptionRulesTests : IDisposable
{
    private readonly HostSession _host = new();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("member:listen: nobody can connect to tcp://0.0.0.0:4510; expected member:advertise, the address that "
        + "others are told", "--member:listen=tcp://0.0.0.0:4510", "--security:allowPlain=true")]
    [InlineData("member:listen: other machines reach tcp://10.0.0.1:4510; expected security:certificate with its key "
        + "and authority, or security:allowPlain=true", "--member:listen=tcp://10.0.0.1:4510")]
    [InlineData("health:listen: expected another port than member:listen has, came 'http://127.0.0.1:4510'",
        "--health:listen=http://127.0.0.1:4510")]
    [InlineData("cluster:membership: expected postgres:connection with it, came none",
        "--cluster:membership=postgres")]
    [InlineData("store:kind: expected postgres:connection with it, came none", "--store:kind=postgres")]
    [InlineData("cluster:seed: expected none with cluster:membership postgres", "--cluster:seed=tcp://a:1",
        "--cluster:membership=postgres", "--postgres:connection=Host=db")]
    public void Check_OptionsThatDoNotFit_AreTold(string expected, params string[] arguments) =>
        Assert.Equal($"{Where(expected)}{expected}", FaultOf(arguments));

    [Fact]
    public void Check_CertificateWithoutKey_IsTold()
    {
        string file = _host.Write("a.pem", "");

        string[] faults = FaultOf($"--security:certificate={file}").Split('\n');

        Assert.Equal(
            [
                "command line --security:certificate: security:certificate: expected security:key with it, came none",
                "command line --security:certificate: security:certificate: expected security:authority with it, came "
                    + "none",
            ],
            faults);
    }

    [Fact]
    public void Check_TokenFile_IsRead()
    {
        string file = _host.Write("token", " secret\n");

        Assert.Equal("secret", Read($"--security:tokenFile={file}").Security.Token);
    }

    [Theory]
    [InlineData("", "expected a token, came: an empty file")]
    [InlineData("x", "expected either this or security:token, came both", "--security:token=y")]
    public void Check_TokenFileThatIsWrong_IsTold(string text, string expected, params string[] more)
    {
        string file = _host.Write("token", text);

        Assert.Equal(
            $"command line --security:tokenFile: security:tokenFile: {expected}",
            FaultOf([$"--security:tokenFile={file}", .. more]));
    }

    [Theory]
    [InlineData("\n", "expected a password, came: an empty file", "Host=db")]
    [InlineData("x", "expected either this or Password= in postgres:connection, came both", "Host=db;Password=y")]
    public void Check_PasswordFileThatIsWrong_IsTold(string text, string expected, string connection)
    {
        string file = _host.Write("password", text);

        Assert.Equal(
            $"command line --postgres:passwordFile: postgres:passwordFile: {expected}",
            FaultOf($"--postgres:passwordFile={file}", $"--postgres:connection={connection}"));
        Assert.Equal(file, Read($"--postgres:passwordFile={_host.Write("password", " s ")}").Postgres.PasswordFile);
    }

    [Fact]
    public void OfMember_NoCertificate_IsTold()
    {
        string file = _host.Write("a.pem", "");
        HostOptions options = Read(
            $"--security:certificate={file}", $"--security:key={file}", $"--security:authority={file}");

        OptionsException error = Assert.Throws<OptionsException>(() => TlsFiles.OfMember(options.Security));

        Assert.StartsWith(
            $"security:certificate '{file}' and security:key '{file}': expected a certificate and its private key as "
                + "PEM, came: ", error.Message, StringComparison.Ordinal);
    }

    private static string Where(string fault) =>
        $"command line --{fault[..fault.IndexOf(": ", StringComparison.Ordinal)]}: ";

    private static HostOptions Read(params string[] arguments) => OptionsReader.Read(ArgumentSettings.Read(arguments));

    private static string FaultOf(params string[] arguments) =>
        Assert.Throws<OptionsException>(() => Read(arguments)).Message;
}
