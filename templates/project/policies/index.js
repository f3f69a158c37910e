// The policy pack: `pulumi preview --policy-pack policies`. Its rules are in the package.
import "genesys-cloud-access/policies";
